package io.memberlist.spring.autoconfigure;

import io.memberlist.ConfigException.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Properties {@code memberlist.discovery.*}: what this application announces about itself. */
@ConfigurationProperties("memberlist.discovery")
public class MemberlistDiscoveryProperties implements CheckedProperties {

  /** When suspects are found. */
  public enum Suspects {
    /** Only if no other instance is alive. */
    FALLBACK,
    /** Always. */
    INCLUDE,
    /** Never. */
    EXCLUDE
  }

  /** Whether this application announces itself as an instance of a service and others are found. */
  private boolean enabled = true;

  /** Whether this application announces itself. */
  private boolean register = true;

  /** Name of the service. Default: spring.application.name, else application. */
  private @Nullable String serviceId;

  /** Host under which others call this application. Default: the advertised IP address. */
  private @Nullable String hostname;

  /** Port under which others call this application. Default: that of the web server. */
  private @Nullable Integer port;

  /** Port of the actuator. Default: that of the management server. */
  private @Nullable Integer managementPort;

  /** Whether this application is called by https. Default: whether the web server has SSL. */
  private @Nullable Boolean secure;

  /** Zone of this application. Default: spring.cloud.loadbalancer.zone. */
  private @Nullable String zone;

  /** When members that are suspected to have failed are found. */
  private Suspects suspects = Suspects.FALLBACK;

  /** Whether load balancing prefers the instances with the shortest round-trip times. */
  private boolean nearestFirst = false;

  /** Order among several discovery clients. */
  private int order = 0;

  /** Whether others are told when this application refuses traffic. */
  private boolean followReadiness = true;

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public boolean isRegister() {
    return register;
  }

  public void setRegister(boolean register) {
    this.register = register;
  }

  public @Nullable String getServiceId() {
    return serviceId;
  }

  public void setServiceId(@Nullable String serviceId) {
    this.serviceId = serviceId;
  }

  public @Nullable String getHostname() {
    return hostname;
  }

  public void setHostname(@Nullable String hostname) {
    this.hostname = hostname;
  }

  public @Nullable Integer getPort() {
    return port;
  }

  public void setPort(@Nullable Integer port) {
    this.port = port;
  }

  public @Nullable Integer getManagementPort() {
    return managementPort;
  }

  public void setManagementPort(@Nullable Integer managementPort) {
    this.managementPort = managementPort;
  }

  public @Nullable Boolean getSecure() {
    return secure;
  }

  public void setSecure(@Nullable Boolean secure) {
    this.secure = secure;
  }

  public @Nullable String getZone() {
    return zone;
  }

  public void setZone(@Nullable String zone) {
    this.zone = zone;
  }

  public boolean isFollowReadiness() {
    return followReadiness;
  }

  public void setFollowReadiness(boolean followReadiness) {
    this.followReadiness = followReadiness;
  }

  public Suspects getSuspects() {
    return suspects;
  }

  public void setSuspects(Suspects suspects) {
    this.suspects = suspects;
  }

  public boolean isNearestFirst() {
    return nearestFirst;
  }

  public void setNearestFirst(boolean nearestFirst) {
    this.nearestFirst = nearestFirst;
  }

  public int getOrder() {
    return order;
  }

  public void setOrder(int order) {
    this.order = order;
  }

  @Override
  public List<Violation> violations() {
    var wrong = new PropertyViolations("memberlist.discovery.");
    if (port != null) {
      wrong.port("port", port);
    }
    if (managementPort != null) {
      wrong.port("management-port", managementPort);
    }
    return wrong.all();
  }
}
