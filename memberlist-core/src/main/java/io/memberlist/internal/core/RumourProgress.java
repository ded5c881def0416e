package io.memberlist.internal.core;

/**
 * How far the rumours are that wait to be sent.
 *
 * @param sent how often the one that was sent most was sent so far
 * @param limit how often each is sent (§11.2)
 */
public record RumourProgress(int sent, int limit) {
  /** No rumour waits. */
  public static final RumourProgress NONE = new RumourProgress(0, 0);
}
