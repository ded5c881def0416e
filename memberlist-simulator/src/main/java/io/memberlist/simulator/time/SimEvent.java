package io.memberlist.simulator.time;

/** Something that happens at a moment of virtual time. Is in the queue of one clock, once. */
public abstract class SimEvent {

  long at;

  /** Called by the clock when the moment has come. */
  protected abstract void fire();

  /** Nanoseconds of virtual time since the start of the run. */
  protected final long at() {
    return at;
  }
}
