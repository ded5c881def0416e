package io.memberlist.internal.core;

/**
 * Switches for experiments and simulations; applications cannot reach them.
 *
 * @param awareness local health scales probing (Lifeguard)
 * @param suspicionConfirmations independent accusers shorten a suspicion (Lifeguard)
 * @param buddy a suspect is told by its next ping (Lifeguard)
 * @param observations keep round-trip times, last acks and failed probes per member
 */
public record CoreOptions(
    boolean awareness, boolean suspicionConfirmations, boolean buddy, boolean observations) {
  /** Everything on. */
  public static final CoreOptions DEFAULT = new CoreOptions(true, true, true, true);
}
