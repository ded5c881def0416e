package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.announce.ServiceAnnouncement;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The web server's port for the announcement of the application. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnClass(WebServerInitializedEvent.class)
@ConditionalOnWebApplication
@ConditionalOnSingleCandidate(Memberlist.class)
public final class MemberlistWebServerAutoConfiguration {

  MemberlistWebServerAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  MemberlistWebServerPorts memberlistWebServerPorts(
      ObjectProvider<ServiceAnnouncement> announcement, ApplicationContext context) {
    return new MemberlistWebServerPorts(announcement, context);
  }
}
