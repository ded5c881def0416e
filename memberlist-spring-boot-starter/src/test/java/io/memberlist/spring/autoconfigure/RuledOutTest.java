package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.memberlist.spring.test.TestApplication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.ClassUtils;

/** It must never leave out what the conditions of the auto-configurations let in. */
class RuledOutTest {

  private static final ClassLoader LOADER = RuledOutTest.class.getClassLoader();

  private static List<String> leftOut(ClassLoader loader, String... properties) {
    var filter = new RuledOut();
    var environment = new MockEnvironment();
    for (var property : properties) {
      environment.setProperty(property.split("=")[0], property.split("=")[1]);
    }
    filter.setEnvironment(environment);
    filter.setBeanClassLoader(loader);
    var names = names().toArray(String[]::new);
    var match = filter.match(names, mock(AutoConfigurationMetadata.class));
    var out = new ArrayList<String>();
    for (int i = 0; i < names.length; i++) {
      if (!match[i]) {
        out.add(names[i]);
      }
    }
    return out;
  }

  private static List<String> names() {
    return ImportCandidates.load(AutoConfiguration.class, LOADER).getCandidates().stream()
        .filter(name -> name.startsWith(RuledOut.class.getPackageName()))
        .toList();
  }

  private static Stream<Class<?>> types() {
    return names().stream().map(name -> ClassUtils.resolveClassName(name, LOADER));
  }

  private static List<String> letIn(ClassLoader loader, String... properties) {
    var in = new ArrayList<String>();
    new WebApplicationContextRunner()
        .withClassLoader(loader)
        .withConfiguration(AutoConfigurations.of(types().toArray(Class<?>[]::new)))
        .withBean(CacheManager.class, ConcurrentMapCacheManager::new)
        .withPropertyValues(Nodes.LOOPBACK)
        .withPropertyValues("memberlist.cache-eviction.caches=a")
        .withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              types()
                  .filter(type -> context.getBeanNamesForType(type).length > 0)
                  .forEach(type -> in.add(type.getName()));
            });
    return in;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none=x",
        "memberlist.enabled=false",
        "memberlist.enabled=true",
        "memberlist.ui.enabled=true",
        "memberlist.ui.enabled=false",
        "memberlist.cache-eviction.enabled=true",
        "management.info.memberlist.enabled=true"
      })
  void whatTheConditionsLetInIsNotLeftOut(String property) {
    var in = letIn(LOADER, property);

    assertThat(leftOut(LOADER, property)).doesNotContainAnyElementsOf(in);
    assertThat(in).hasSizeGreaterThan(property.equals("memberlist.enabled=false") ? 0 : 5);
  }

  @Test
  void theSameWithoutSpringCloud() throws IOException {
    try (var loader = new FilteredClassLoader("org.springframework.cloud")) {
      assertThat(leftOut(loader)).filteredOn(name -> name.contains(".cloud.")).hasSize(4);
      assertThat(leftOut(loader)).doesNotContainAnyElementsOf(letIn(loader));
    }
  }

  @Test
  void whatIsOffIsLeftOut() {
    assertThat(leftOut(LOADER))
        .extracting(ClassUtils::getShortName)
        .containsExactly(
            "MemberlistInfoContributorAutoConfiguration",
            "MemberlistCacheEvictionAutoConfiguration",
            "MemberlistUiAutoConfiguration",
            "MemberlistMvcUiAutoConfiguration",
            "MemberlistReactiveUiAutoConfiguration");
  }

  @Test
  void onlyKeysAreHiddenWhereNoNodeStarts() {
    var stays = "io.memberlist.spring.autoconfigure.actuate.MemberlistSanitizingAutoConfiguration";
    var all = new ArrayList<>(names());
    all.removeAll(leftOut(LOADER, "memberlist.enabled=false"));

    assertThat(all).containsExactly(stays);
  }

  @Test
  void theReportOfConditionsSaysWhy() {
    try (var application = TestApplication.start()) {
      var report =
          ConditionEvaluationReport.get(application.context().getBeanFactory())
              .getConditionAndOutcomesBySource();
      var name = "io.memberlist.spring.autoconfigure.ui.MemberlistUiAutoConfiguration";
      var outcomes = Objects.requireNonNull(report.get(name), name);
      assertThat(outcomes)
          .anySatisfy(
              each ->
                  assertThat(each.getOutcome().getMessage())
                      .isEqualTo("memberlist.ui.enabled is not set"));
    }
  }
}
