package io.memberlist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.event.MemberlistEvent;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of the contract that hold for every class of the starter. */
class ConventionsTest {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final int JAVA_17 = 61;

  private static List<Path> classFiles() throws IOException {
    try (var files = Files.walk(CLASSES.resolve(Path.of("io", "memberlist", "spring")))) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  static Stream<String> packages() throws IOException {
    return classFiles().stream()
        .map(file -> CLASSES.relativize(file.getParent()).toString().replace('/', '.'))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void s_04_nothingIsNullUnlessItSaysSo(String name) throws ClassNotFoundException {
    assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
        .isTrue();
  }

  @Test
  void s_06_classFilesAreForJava17() throws IOException {
    for (var file : classFiles()) {
      try (var bytes = new DataInputStream(Files.newInputStream(file))) {
        bytes.skipBytes(6);
        assertThat(bytes.readUnsignedShort()).as(file.toString()).isEqualTo(JAVA_17);
      }
    }
  }

  @Test
  void s_03a_accessorsOfEventsAreThoseOfBeans() throws Exception {
    for (var file : classFiles()) {
      var type = Class.forName(name(file), false, getClass().getClassLoader());
      if (MemberlistEvent.class.isAssignableFrom(type)) {
        assertThat(type.getDeclaredMethods())
            .filteredOn(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
            .as(type.getSimpleName())
            .allMatch(method -> method.getName().matches("(get|is)[A-Z]\\w*|toString"));
      }
    }
  }

  private static String name(Path file) {
    var path = CLASSES.relativize(file).toString().replace('/', '.');
    return path.substring(0, path.length() - ".class".length());
  }

  /** Conditions are looked up in a file, so that Boot need not read the classes for them. */
  @Test
  void s_05_everyAutoConfigurationWasSeenByTheProcessor() throws IOException {
    var folder = CLASSES.resolve("META-INF");
    var names =
        Files.readAllLines(
            folder.resolve(
                "spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports"));
    var metadata = new Properties();
    try (var file =
        Files.newInputStream(folder.resolve("spring-autoconfigure-metadata.properties"))) {
      metadata.load(file);
    }

    assertThat(names).hasSizeGreaterThan(15);
    assertThat(metadata.stringPropertyNames()).containsAll(names);
  }
}
