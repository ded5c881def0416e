package io.memberlist.simulator.network;

/** What somebody meets who dials an endpoint. */
public enum Reach {
  /** A process listens. */
  LISTENING,
  /** The machine is there, the process is not: connections are refused. */
  REFUSING,
  /** Nothing is there: connections time out. */
  SILENT
}
