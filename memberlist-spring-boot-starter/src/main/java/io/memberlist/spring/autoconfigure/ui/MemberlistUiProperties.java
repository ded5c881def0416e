package io.memberlist.spring.autoconfigure.ui;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Properties {@code memberlist.ui.*}: the live page. */
@ConfigurationProperties("memberlist.ui")
public class MemberlistUiProperties {

  /** Whether there is a live page. It shows all members and has no access rules of its own. */
  private boolean enabled;

  /** Path of the live page. */
  private String path = "/memberlist";

  /** How many pages may be open at once, 1 to 256. */
  private int maxClients = 16;

  /** Whether single messages may be sampled while somebody watches. */
  private boolean traffic = true;

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public String getPath() {
    return path;
  }

  public void setPath(String path) {
    this.path = path;
  }

  public int getMaxClients() {
    return maxClients;
  }

  public void setMaxClients(int maxClients) {
    this.maxClients = maxClients;
  }

  public boolean isTraffic() {
    return traffic;
  }

  public void setTraffic(boolean traffic) {
    this.traffic = traffic;
  }
}
