package io.memberlist.spring.autoconfigure;

import io.memberlist.spring.autoconfigure.announce.ServiceAnnouncement;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Announces the ports of the application's web server and of the actuator's. Both listen before the
 * node starts (S-81).
 */
public final class MemberlistWebServerPorts
    implements ApplicationListener<WebServerInitializedEvent> {

  private static final String MANAGEMENT = "management";

  private final ObjectProvider<ServiceAnnouncement> announcement;
  private final ApplicationContext context;

  MemberlistWebServerPorts(
      ObjectProvider<ServiceAnnouncement> announcement, ApplicationContext context) {
    this.announcement = announcement;
    this.context = context;
  }

  /** Of the own context, and of the actuator's that is its child. */
  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    var source = event.getApplicationContext();
    int port = event.getWebServer().getPort();
    if (source == context) {
      announcement.ifAvailable(target -> target.webServerListens(port));
    } else if (source.getParent() == context && MANAGEMENT.equals(source.getServerNamespace())) {
      announcement.ifAvailable(target -> target.managementServerListens(port));
    }
  }
}
