package io.memberlist.spring.discovery;

import io.memberlist.Node;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** A member that offers a service. Immutable. */
public final class MemberlistServiceInstance implements ServiceInstance {

  private static final int LAST_PORT = 65_535;
  private static final String MANAGEMENT_PORT = "management.port";

  private final Node node;
  private final String serviceId;
  private final String host;
  private final int port;
  private final boolean secure;
  private final URI uri;
  private final Map<String, String> metadata;

  private MemberlistServiceInstance(
      Node node, String serviceId, String host, int port, boolean secure, Map<String, String> tags)
      throws URISyntaxException {
    this.node = node;
    this.serviceId = serviceId;
    this.host = host;
    this.port = port;
    this.secure = secure;
    this.uri = new URI(secure ? "https" : "http", null, host, port, null, null, null);
    this.metadata = metadata(tags);
  }

  /** The instance that a member's tags describe; empty if it offers no service. */
  static Optional<MemberlistServiceInstance> of(Node node) {
    return of(node, node.tags());
  }

  /** The instance that these tags describe, at the node's address. */
  static Optional<MemberlistServiceInstance> of(Node node, Map<String, String> tags) {
    var serviceId = tags.get(ServiceTags.APP);
    int port = port(tags.get(ServiceTags.PORT));
    if (serviceId == null || serviceId.isEmpty() || port < 0) {
      return Optional.empty();
    }
    var host = tags.getOrDefault(ServiceTags.HOST, node.address().getAddress().getHostAddress());
    try {
      boolean secure = "1".equals(tags.get(ServiceTags.SECURE));
      return Optional.of(new MemberlistServiceInstance(node, serviceId, host, port, secure, tags));
    } catch (URISyntaxException e) {
      return Optional.empty(); // whoever announced this host cannot be called
    }
  }

  private static int port(@Nullable String text) {
    if (text == null) {
      return -1;
    }
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= LAST_PORT ? port : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Map<String, String> metadata(Map<String, String> tags) {
    var metadata = new TreeMap<String, String>();
    tags.forEach(
        (name, value) -> {
          if (!name.startsWith("boot.")) {
            metadata.put(name, value);
          }
        });
    var management = tags.get(ServiceTags.MANAGEMENT_PORT);
    if (management != null) {
      metadata.put(MANAGEMENT_PORT, management);
    }
    return Map.copyOf(metadata);
  }

  /** The member, as it was when this was asked for. */
  public Node getNode() {
    return node;
  }

  /** Name of the node. */
  @Override
  public String getInstanceId() {
    return node.name();
  }

  @Override
  public String getServiceId() {
    return serviceId;
  }

  /** Host name or IP address; an IPv6 address in brackets, as clients put it into addresses. */
  @Override
  public String getHost() {
    return uri.getHost() == null ? host : uri.getHost();
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getScheme() {
    return secure ? "https" : "http";
  }

  @Override
  public URI getUri() {
    return uri;
  }

  /** Tags of the member, and {@code management.port} if its actuator has a port of its own. */
  @Override
  public Map<String, String> getMetadata() {
    return metadata;
  }

  /** Equal if the same member is called in the same way. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemberlistServiceInstance that
        && node.name().equals(that.node.name())
        && serviceId.equals(that.serviceId)
        && uri.equals(that.uri)
        && metadata.equals(that.metadata);
  }

  @Override
  public int hashCode() {
    return 31 * node.name().hashCode() + uri.hashCode();
  }

  @Override
  public String toString() {
    return serviceId + " at " + uri + " (" + node.name() + ")";
  }
}
