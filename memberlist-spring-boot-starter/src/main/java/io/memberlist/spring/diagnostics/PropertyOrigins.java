package io.memberlist.spring.diagnostics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** Where properties were set, such as {@code class path resource [application.yml] - 4:18}. */
final class PropertyOrigins {

  private final Environment environment;

  PropertyOrigins(Environment environment) {
    this.environment = environment;
  }

  /** The origin of a property, or of its first entry if it is a list. */
  Optional<Origin> of(String property) {
    return find(property).or(() -> find(property + "[0]"));
  }

  /** A line of its own for each of the properties that is set; empty if none is. */
  String lines(String... properties) {
    return Arrays.stream(properties)
        .flatMap(
            property ->
                of(property).stream().map(o -> "%n'%s' is set in %s.".formatted(property, o)))
        .collect(Collectors.joining());
  }

  private Optional<Origin> find(String property) {
    if (!ConfigurationPropertyName.isValid(property)) {
      return Optional.empty();
    }
    var name = ConfigurationPropertyName.of(property);
    for (var source : ConfigurationPropertySources.get(environment)) {
      var found = source.getConfigurationProperty(name);
      if (found != null) {
        return Optional.ofNullable(found.getOrigin());
      }
    }
    return Optional.empty();
  }
}
