package io.memberlist.spring.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads and verifies the classes that every start of a node needs, on Boot's thread for that
 * purpose while the application reads its configuration: most of what a start costs.
 */
final class StartClasses implements BackgroundPreinitializer {

  /** In the order in which they are needed; {@code start-classes.sh} writes it. */
  static final String LIST = "META-INF/memberlist/start.classes";

  private final ClassLoader loader;

  StartClasses() {
    this(StartClasses.class.getClassLoader());
  }

  StartClasses(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public void preinitialize() throws IOException {
    var list = Objects.requireNonNull(loader.getResourceAsStream(LIST), LIST);
    try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      for (var name = lines.readLine(); name != null; name = lines.readLine()) {
        load(name);
      }
    }
  }

  /** Verified as well, by asking for its members; nothing of it runs before it is used. */
  private void load(String name) {
    try {
      var unused = Class.forName(name, false, loader).getDeclaredConstructors();
    } catch (ClassNotFoundException | LinkageError e) {
      // needs a library that is not there; then nobody else will need it
    }
  }
}
