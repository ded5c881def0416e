package io.memberlist.spring.autoconfigure.ui;

import io.memberlist.spring.ui.UiHub;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Routes of the live page in applications with WebFlux. */
@AutoConfiguration(after = MemberlistUiAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({DispatcherHandler.class, RouterFunction.class})
@ConditionalOnBean(UiHub.class)
public final class MemberlistReactiveUiAutoConfiguration {

  @Bean
  RouterFunction<ServerResponse> memberlistUiRoutes(
      UiHub hub, MemberlistUiProperties properties, ApplicationContext application) {
    return new WebFluxRoutes(hub, UiPaths.base(properties), application).routes();
  }
}
