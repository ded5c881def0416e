package io.memberlist.spring.autoconfigure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Leaves out the starter's auto-configurations that a setting, or a library that is not there,
 * rules out: before anything of them is read, which takes some milliseconds of each start. It says
 * no only where their own conditions would, and those decide wherever it is not asked.
 */
final class RuledOut
    implements AutoConfigurationImportFilter,
        PriorityOrdered,
        EnvironmentAware,
        BeanClassLoaderAware,
        BeanFactoryAware {

  private static final String OURS = RuledOut.class.getPackageName() + ".";
  private static final String SPRING_CLOUD = "org.springframework.cloud.client.ServiceInstance";

  private @Nullable Environment environment;
  private @Nullable ClassLoader loader;
  private @Nullable BeanFactory beans;
  private @Nullable Boolean springCloud;

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE; // before those that look for classes
  }

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void setBeanClassLoader(ClassLoader loader) {
    this.loader = loader;
  }

  @Override
  public void setBeanFactory(BeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    var match = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      var candidate = candidates[i];
      var reason = candidate != null && candidate.startsWith(OURS) ? reason(candidate) : null;
      match[i] = reason == null;
      if (reason != null) {
        report(candidate, reason);
      }
    }
    return match;
  }

  private void report(String candidate, String reason) {
    if (beans instanceof ConfigurableListableBeanFactory listable) {
      ConditionEvaluationReport.get(listable)
          .recordConditionEvaluation(candidate, new OnSetting(), ConditionOutcome.noMatch(reason));
    }
  }

  private @Nullable String reason(String name) {
    var own = name.substring(OURS.length());
    if (own.equals("actuate.MemberlistSanitizingAutoConfiguration")) {
      return null; // keys are as secret where no node starts
    }
    if ("false".equalsIgnoreCase(setting("memberlist.enabled"))) {
      return "memberlist.enabled is false";
    }
    return switch (own) {
      case "cloud.MemberlistInstancesAutoConfiguration",
          "cloud.MemberlistDiscoveryClientAutoConfiguration",
          "cloud.MemberlistReactiveDiscoveryClientAutoConfiguration",
          "cloud.MemberlistLoadBalancerAutoConfiguration" ->
          hasSpringCloud() ? null : "there is no " + SPRING_CLOUD;
      case "ui.MemberlistUiAutoConfiguration",
          "ui.MemberlistMvcUiAutoConfiguration",
          "ui.MemberlistReactiveUiAutoConfiguration" ->
          notSet("memberlist.ui.enabled");
      case "cluster.MemberlistCacheEvictionAutoConfiguration" ->
          notSet("memberlist.cache-eviction.enabled");
      case "actuate.MemberlistInfoContributorAutoConfiguration" ->
          notSet("management.info.memberlist.enabled");
      default -> null;
    };
  }

  private @Nullable String notSet(String name) {
    return setting(name) == null ? name + " is not set" : null;
  }

  private @Nullable String setting(String name) {
    return Objects.requireNonNull(environment).getProperty(name);
  }

  private boolean hasSpringCloud() {
    if (springCloud == null) {
      springCloud = ClassUtils.isPresent(SPRING_CLOUD, loader);
    }
    return springCloud;
  }

  /** What the report of conditions names: one that did not match. */
  private static final class OnSetting implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return false;
    }
  }
}
