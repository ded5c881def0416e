package io.memberlist.spring.autoconfigure.cluster;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Properties {@code memberlist.coordinator.*}: one instance of the application among several. */
@ConfigurationProperties("memberlist.coordinator")
public class MemberlistCoordinatorProperties {

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
}
