package io.memberlist;

/**
 * What waits inside a node at one moment, in entries; all 0 unless it runs.
 *
 * @param broadcasts rumours that are not spread yet
 * @param rumourSent how often the rumour that was sent most was sent so far
 * @param rumourLimit how often a rumour is sent before it is forgotten (§11.2)
 * @param handoff what waits for the protocol thread
 * @param messages user messages that wait for the delegate
 * @param callbacks events that wait for delegates
 */
public record QueueSizes(
    int broadcasts, int rumourSent, int rumourLimit, int handoff, int messages, int callbacks) {
  /** Nothing waits. */
  public static final QueueSizes NONE = new QueueSizes(0, 0, 0, 0, 0, 0);
}
