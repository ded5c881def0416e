package io.memberlist.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what an application does with members: only the starter's auto-configurations, and of
 * the application only the components that {@link #includeFilters()} names. The cluster is that of
 * {@link AutoConfigureMemberlist}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(MemberlistTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(MemberlistTypeExcludeFilter.class)
@AutoConfigureMemberlist
public @interface MemberlistTest {

  /** Properties of the environment, as {@code key=value}. */
  String[] properties() default {};

  /** Number of simulated peers. */
  @AliasFor(annotation = AutoConfigureMemberlist.class)
  int peers() default 2;

  /** Whether the default filters count; there are none that include anything. */
  boolean useDefaultFilters() default true;

  /** Components of the application that take part. */
  ComponentScan.Filter[] includeFilters() default {};

  /** Components that do not, though a filter includes them. */
  ComponentScan.Filter[] excludeFilters() default {};

  /** Auto-configurations to leave out. */
  @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
  Class<?>[] excludeAutoConfiguration() default {};
}
