package io.memberlist.spring.autoconfigure.announce;

import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.NodeMetadataException;
import io.memberlist.OperationTimeoutException;
import io.memberlist.spring.autoconfigure.MemberlistDiscoveryProperties;
import io.memberlist.spring.autoconfigure.NodeTags;
import io.memberlist.spring.discovery.ServiceTags;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Announces this application as an instance of a service, in tags of the node (10.2). The ports are
 * known before the node starts; afterwards only readiness changes.
 */
public final class ServiceAnnouncement
    implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.discovery");

  /** Announcing takes no longer than this; spreading goes on by itself. */
  private static final Duration NO_WAIT = Duration.ofMillis(1);

  private final MemberlistDiscoveryProperties properties;
  private final NodeTags tags;
  private final ObjectProvider<Memberlist> memberlist;
  private final Environment environment;
  private final ApplicationContext context;
  private volatile boolean accepting;
  private volatile boolean outOfService;
  private volatile int webPort;
  private volatile int managementPort;

  /** Announces what the properties say, in the tags of that node. */
  public ServiceAnnouncement(
      MemberlistDiscoveryProperties properties,
      NodeTags tags,
      ObjectProvider<Memberlist> memberlist,
      ApplicationContext context) {
    this.properties = properties;
    this.tags = tags;
    this.memberlist = memberlist;
    this.environment = context.getEnvironment();
    this.context = context;
    tags.beforeAnnouncing(this::describe);
  }

  /** The web server of the application listens. */
  public void webServerListens(int port) {
    webPort = port;
    update();
  }

  /** The web server of the actuator listens. */
  public void managementServerListens(int port) {
    managementPort = port;
    update();
  }

  /** Of the own context only: those of child contexts bubble up. */
  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
    if (event.getSource() instanceof ApplicationContext source && source != context) {
      return;
    }
    accepting = event.getState() == ReadinessState.ACCEPTING_TRAFFIC;
    update();
  }

  /** Takes this instance out of service, or back, whatever the application's readiness. */
  public void setOutOfService(boolean out) {
    outOfService = out;
    update();
  }

  /** Whether others are told that this instance accepts traffic. */
  public boolean isUp() {
    return !outOfService && (accepting || !properties.isFollowReadiness());
  }

  private void describe() {
    setTags();
    if (isStarting()) {
      tags.announce(ServiceTags.SINCE, Long.toString(Instant.now().toEpochMilli()));
    }
  }

  /** Whether the metadata are asked for by a node that does not run yet. */
  private boolean isStarting() {
    try {
      var node = memberlist.getIfUnique();
      return node == null || node.status() == Memberlist.Status.STOPPED;
    } catch (BeansException e) {
      return true; // it starts while its bean is made
    }
  }

  /** True if one of them changed. */
  private boolean setTags() {
    int port = properties.getPort() != null ? properties.getPort() : webPort;
    int management =
        properties.getManagementPort() != null ? properties.getManagementPort() : managementPort;
    boolean changed = tags.announce(ServiceTags.APP, serviceId());
    changed |= tags.announce(ServiceTags.PORT, port > 0 ? String.valueOf(port) : null);
    changed |= tags.announce(ServiceTags.SECURE, isSecure() ? "1" : null);
    changed |=
        tags.announce(
            ServiceTags.MANAGEMENT_PORT,
            management > 0 && management != port ? String.valueOf(management) : null);
    changed |= tags.announce(ServiceTags.HOST, properties.getHostname());
    changed |= tags.announce(ServiceTags.ZONE, zone());
    changed |= tags.announce(ServiceTags.UP, isUp() ? null : "0");
    return changed;
  }

  private String serviceId() {
    var own = properties.getServiceId();
    return own != null ? own : environment.getProperty("spring.application.name", "application");
  }

  private @Nullable String zone() {
    var own = properties.getZone();
    return own != null ? own : environment.getProperty("spring.cloud.loadbalancer.zone");
  }

  private boolean isSecure() {
    var own = properties.getSecure();
    if (own != null) {
      return own;
    }
    boolean configured =
        environment.containsProperty("server.ssl.bundle")
            || environment.containsProperty("server.ssl.key-store")
            || environment.containsProperty("server.ssl.certificate");
    return configured && environment.getProperty("server.ssl.enabled", Boolean.class, true);
  }

  private void update() {
    if (!setTags()) {
      return;
    }
    var node = memberlist.getIfUnique();
    if (node == null || node.status() != Memberlist.Status.RUNNING) {
      return;
    }
    try {
      node.updateNode(NO_WAIT);
    } catch (OperationTimeoutException e) {
      log.debug("Announced {}", tags.all());
    } catch (NodeMetadataException e) {
      log.warn("This application could not be announced: {}", e.getMessage());
    } catch (MemberlistException | IllegalStateException e) {
      log.debug("This application could not be announced: {}", e.getMessage());
    }
  }
}
