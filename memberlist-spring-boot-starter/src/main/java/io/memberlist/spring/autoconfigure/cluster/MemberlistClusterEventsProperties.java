package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.ConfigException.Violation;
import io.memberlist.spring.autoconfigure.CheckedProperties;
import io.memberlist.spring.autoconfigure.PropertyViolations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** Properties {@code memberlist.cluster-events.*}: application events for all members. */
@ConfigurationProperties("memberlist.cluster-events")
public class MemberlistClusterEventsProperties implements CheckedProperties {

  /** Whether events are sent to and received from other members. */
  private boolean enabled = true;

  /** Packages with types annotated by ClusterEvent. Default: those of the application. */
  private List<String> basePackages = new ArrayList<>();

  /** Encoded events up to this size travel by gossip, larger ones to each member by itself. */
  private DataSize maxGossipSize = DataSize.ofKilobytes(1);

  /** Largest encoded event. */
  private DataSize maxSize = DataSize.ofMegabytes(1);

  /** How long events are remembered, so that each is delivered once. */
  private Duration duplicateWindow = Duration.ofMinutes(5);

  /** Whether the application hears its own events. */
  private boolean publishLocally = true;

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public List<String> getBasePackages() {
    return basePackages;
  }

  public void setBasePackages(List<String> basePackages) {
    this.basePackages = basePackages;
  }

  public DataSize getMaxGossipSize() {
    return maxGossipSize;
  }

  public void setMaxGossipSize(DataSize maxGossipSize) {
    this.maxGossipSize = maxGossipSize;
  }

  public DataSize getMaxSize() {
    return maxSize;
  }

  public void setMaxSize(DataSize maxSize) {
    this.maxSize = maxSize;
  }

  public Duration getDuplicateWindow() {
    return duplicateWindow;
  }

  public void setDuplicateWindow(Duration duplicateWindow) {
    this.duplicateWindow = duplicateWindow;
  }

  public boolean isPublishLocally() {
    return publishLocally;
  }

  public void setPublishLocally(boolean publishLocally) {
    this.publishLocally = publishLocally;
  }

  @Override
  public List<Violation> violations() {
    var wrong = new PropertyViolations("memberlist.cluster-events.");
    if (maxGossipSize.isNegative()) {
      wrong.refuse("max-gossip-size", maxGossipSize, "must not be negative");
    }
    if (maxSize.compareTo(maxGossipSize) < 0) {
      wrong.refuse(
          "max-size",
          maxSize,
          "must not be below memberlist.cluster-events.max-gossip-size, which is " + maxGossipSize);
    } else if (maxSize.toBytes() > Integer.MAX_VALUE) {
      wrong.refuse("max-size", maxSize, "must be at most " + Integer.MAX_VALUE + "B");
    }
    return wrong.positive("duplicate-window", duplicateWindow).all();
  }
}
