package io.memberlist.spring.autoconfigure;

import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The logger group {@code memberlist}: {@code logging.level.memberlist} sets all of them, and so
 * does the actuator. As a property only if its level is one: to bind a group takes some
 * milliseconds of a start.
 */
final class LoggerGroup
    implements EnvironmentPostProcessor, ApplicationListener<ApplicationPreparedEvent> {

  private static final String GROUP = "memberlist";
  private static final String MEMBER = "io.memberlist";
  private static final String SOURCE = "memberlistLoggerGroup";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.containsProperty("logging.level." + GROUP)
        && !environment.getPropertySources().contains(SOURCE)) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource(SOURCE, Map.of("logging.group." + GROUP, MEMBER)));
    }
  }

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent event) {
    var beans = event.getApplicationContext().getBeanFactory();
    if (beans.getSingleton(LoggingApplicationListener.LOGGER_GROUPS_BEAN_NAME)
            instanceof LoggerGroups groups
        && groups.get(GROUP) == null) {
      groups.putAll(Map.of(GROUP, List.of(MEMBER)));
    }
  }
}
