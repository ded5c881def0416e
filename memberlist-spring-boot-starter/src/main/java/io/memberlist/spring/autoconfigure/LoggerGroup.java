package io.memberlist.spring.autoconfigure;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The logger group {@code memberlist}: {@code logging.level.memberlist} sets all of them. */
final class LoggerGroup implements EnvironmentPostProcessor {

  private static final String NAME = "memberlistLoggerGroup";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.getPropertySources().contains(NAME)) {
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(NAME, Map.of("logging.group.memberlist", "io.memberlist")));
    }
  }
}
