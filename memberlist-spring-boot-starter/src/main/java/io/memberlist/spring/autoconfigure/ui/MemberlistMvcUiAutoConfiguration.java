package io.memberlist.spring.autoconfigure.ui;

import io.memberlist.spring.ui.UiHub;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Routes of the live page in applications with Spring MVC. */
@AutoConfiguration(after = MemberlistUiAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, RouterFunction.class})
@ConditionalOnBean(UiHub.class)
public final class MemberlistMvcUiAutoConfiguration {

  @Bean
  RouterFunction<ServerResponse> memberlistUiRoutes(UiHub hub, MemberlistUiProperties properties) {
    return new MvcRoutes(hub, UiPaths.base(properties)).routes();
  }
}
