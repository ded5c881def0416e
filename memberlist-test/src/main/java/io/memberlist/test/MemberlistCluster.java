package io.memberlist.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test method of a class, or one method, a cluster of its own, as a parameter:
 *
 * <ul>
 *   <li>{@link VirtualCluster} (or {@link Cluster}): in memory, in virtual time. Nothing waits, and
 *       a seed decides everything that chance has a part in.
 *   <li>{@link RealCluster}: real nodes with sockets and threads, on free ports of loopback.
 * </ul>
 *
 * A test class that implements {@link NodeConfigurer} configures the nodes. When a test fails, the
 * seed, the virtual time and the last messages are printed, with the way to repeat the run.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ClusterExtension.class)
public @interface MemberlistCluster {

  /** Number of nodes. */
  int nodes() default 3;

  /** Whether they have joined and know each other; otherwise they run and know nobody. */
  boolean joined() default true;

  /**
   * What decides all chance in virtual time; 0: another one in each test. The property {@value
   * Seeds#PROPERTY} of JVM or JUnit overrides it.
   */
  long seed() default 0;

  /** Configures the nodes, before the test class does; has a constructor without parameters. */
  Class<? extends NodeConfigurer> configurer() default NodeConfigurer.class;
}
