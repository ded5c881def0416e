package io.memberlist.spring.autoconfigure.ui;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.JoinBoard;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.ui.ClusterViews;
import io.memberlist.spring.ui.PageHead;
import io.memberlist.spring.ui.Recorders;
import io.memberlist.spring.ui.UiHub;
import io.memberlist.spring.ui.ViewRecorder;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What the live page knows; its routes are in the configurations for MVC and WebFlux. */
@AutoConfiguration(after = MemberlistAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("memberlist.ui.enabled")
@ConditionalOnSingleCandidate(Memberlist.class)
@EnableConfigurationProperties(MemberlistUiProperties.class)
public final class MemberlistUiAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Recorders memberlistUiRecorders() {
    return new Recorders();
  }

  /** Hears what the own node is told. */
  @Bean
  ViewRecorder memberlistUiRecorder(Recorders recorders, Config config) {
    return recorders.of(config.name());
  }

  @Bean
  @ConditionalOnMissingBean
  ClusterViews memberlistUiViews(Memberlist memberlist) {
    return () -> List.of(new ClusterViews.View(memberlist.config().name(), memberlist, true));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(JoinBoard.class)
  UiHub memberlistUiHub(
      ClusterViews views,
      Recorders recorders,
      JoinBoard board,
      MemberlistUiProperties properties,
      ObjectProvider<Clock> clock,
      Environment environment) {
    var application = environment.getProperty("spring.application.name", "application");
    return new UiHub(
        views,
        recorders,
        new PageHead(application, properties.isTraffic()),
        board::status,
        clock.getIfUnique(Clock::systemUTC),
        UiPaths.maxClients(properties));
  }

  @Bean
  MemberlistUiLifecycle memberlistUiLifecycle(UiHub hub, MemberlistUiProperties properties) {
    return new MemberlistUiLifecycle(hub, UiPaths.base(properties));
  }
}
