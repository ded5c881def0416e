package io.memberlist.spring.discovery;

/** Names of the tags by which an application describes itself as an instance of a service. */
public final class ServiceTags {

  /** Name of the service. */
  public static final String APP = "boot.app";

  /** Port of the web server; absent without one. */
  public static final String PORT = "boot.port";

  /** {@code 1} for https, else absent. */
  public static final String SECURE = "boot.secure";

  /** Port of the management server, if it is another one. */
  public static final String MANAGEMENT_PORT = "boot.mgmt";

  /** Host to call instead of the node's address. */
  public static final String HOST = "boot.host";

  /** {@code 0} while the application refuses traffic, else absent. */
  public static final String UP = "boot.up";

  /** Start of the node in milliseconds since 1970, decimal. */
  public static final String SINCE = "boot.since";

  /** Zone of the application. */
  public static final String ZONE = "zone";

  private ServiceTags() {}
}
