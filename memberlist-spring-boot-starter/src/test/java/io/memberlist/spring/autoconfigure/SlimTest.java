package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.LOOPBACK;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.event.MemberlistStartedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.AnnotationMetadata;

/** The starter with none, each and all of the optional libraries (S-1). */
class SlimTest {

  private static final List<String> OPTIONAL =
      List.of(
          "org.springframework.boot.actuate",
          "org.springframework.boot.health",
          "org.springframework.boot.micrometer",
          "org.springframework.boot.web",
          "io.micrometer",
          "io.micrometer.observation",
          "com.fasterxml.jackson",
          "tools.jackson",
          "org.springframework.web.servlet",
          "org.springframework.web.reactive",
          "reactor",
          "org.springframework.boot.docker",
          "org.springframework.boot.testcontainers",
          "org.springframework.cloud");

  @Configuration(proxyBeanMethods = false)
  @Import(Starter.class)
  static class Application {}

  /** Imports as Boot does, by name and after a look at the conditions, but the starter's only. */
  static class Starter extends AutoConfigurationImportSelector {
    @Override
    protected AnnotationAttributes getAttributes(AnnotationMetadata metadata) {
      return new AnnotationAttributes(
          Map.of("exclude", new String[0], "excludeName", new String[0]));
    }

    @Override
    protected List<String> getCandidateConfigurations(
        AnnotationMetadata metadata, AnnotationAttributes attributes) {
      try {
        return new ArrayList<>(names());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<String> names() throws IOException {
    var imports =
        new ClassPathResource(
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");
    return imports
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, SlimTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void works(String... without) throws IOException {
    var started = new CopyOnWriteArrayList<MemberlistStartedEvent>();
    new ApplicationContextRunner()
        .withClassLoader(new FilteredClassLoader(without))
        .withUserConfiguration(Application.class)
        .withPropertyValues(LOOPBACK)
        .withBean(
            ApplicationListener.class,
            () -> (ApplicationListener<MemberlistStartedEvent>) started::add)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(Memberlist.class).status())
                  .isEqualTo(Memberlist.Status.RUNNING);
              await().until(() -> started.size() == 1);
            });
  }

  @Test
  void s_01_withAllOptionalLibraries() throws IOException {
    works();
  }

  @Test
  void s_01_withNone() throws IOException {
    works(OPTIONAL.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("optional")
  void s_01_withoutOneOfThem(String missing) throws IOException {
    works(missing);
  }

  static Stream<String> optional() {
    return OPTIONAL.stream();
  }

  @ParameterizedTest
  @MethodSource("optional")
  void s_01_withOnlyOneOfThem(String only) throws IOException {
    works(OPTIONAL.stream().filter(library -> !library.equals(only)).toArray(String[]::new));
  }

  @Test
  void s_03_everyAutoConfigurationIsListedFinalAndOnItsOwn() throws IOException {
    for (var name : names()) {
      var type = type(name);
      assertThat(type.isAnnotationPresent(AutoConfiguration.class)).as(type.getName()).isTrue();
      assertThat(Modifier.isFinal(type.getModifiers())).as(type.getName()).isTrue();
      assertThat(type.getEnclosingClass()).as(type.getName()).isNull();
    }
  }
}
