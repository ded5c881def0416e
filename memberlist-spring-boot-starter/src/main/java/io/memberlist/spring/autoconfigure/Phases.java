package io.memberlist.spring.autoconfigure;

/**
 * Where the beans of the starter stand among those of Boot (5.1). Starting is ascending, stopping
 * descending. The numbers are relative to constants of the web server module, which need not be
 * there.
 */
final class Phases {

  private static final int DEFAULT = Integer.MAX_VALUE;
  private static final int GRACEFUL_SHUTDOWN = DEFAULT - 1024;
  private static final int WEB_SERVER = DEFAULT - 2048;

  /** Starts after the web server, whose port is then known; leaves before requests are refused. */
  static final int LIFECYCLE = GRACEFUL_SHUTDOWN + 512;

  /** Sockets close after the web server has stopped. */
  static final int SHUTDOWN = WEB_SERVER - 512;

  /** Delivers from before the node starts until after it has stopped. */
  static final int EVENTS = WEB_SERVER - 1024;

  private Phases() {}
}
