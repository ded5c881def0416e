package io.memberlist.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Makes the node of a test's application context a member of a cluster in memory and in virtual
 * time, beside simulated peers {@code peer-1} and up. No socket is opened; the application's own
 * transport and seeds do not count.
 *
 * <p>The beans {@link TestCluster} (also a parameter of test methods) and {@link MemberlistEvents}
 * are there. Before each test method the cluster is made whole again. The property {@code
 * memberlist.test.seed} repeats a run; a test that fails prints it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ExtendWith(TestClusterExtension.class)
public @interface AutoConfigureMemberlist {

  /** Number of simulated peers; with 0 the node is alone. */
  int peers() default 2;
}
