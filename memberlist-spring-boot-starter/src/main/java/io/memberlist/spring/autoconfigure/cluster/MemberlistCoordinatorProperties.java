package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.ConfigException.Violation;
import io.memberlist.spring.autoconfigure.CheckedProperties;
import io.memberlist.spring.autoconfigure.PropertyViolations;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Properties {@code memberlist.coordinator.*}: one instance of the application among several. */
@ConfigurationProperties("memberlist.coordinator")
public class MemberlistCoordinatorProperties implements CheckedProperties {

  /** How long the instances must not have changed before the coordinator does. */
  private Duration settleTime = Duration.ofSeconds(5);

  /** Alive instances below which there is no coordinator. */
  private int minMembers = 1;

  public Duration getSettleTime() {
    return settleTime;
  }

  public void setSettleTime(Duration settleTime) {
    this.settleTime = settleTime;
  }

  public int getMinMembers() {
    return minMembers;
  }

  public void setMinMembers(int minMembers) {
    this.minMembers = minMembers;
  }

  @Override
  public List<Violation> violations() {
    return new PropertyViolations("memberlist.coordinator.")
        .notNegative("settle-time", settleTime)
        .atLeast("min-members", minMembers, 1)
        .all();
  }
}
