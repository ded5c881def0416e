package io.memberlist.spring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.autoconfigure.cluster.MemberlistCoordinatorAutoConfiguration;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Methods that only the coordinator runs (S-137). */
class RunOnCoordinatorTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MemberlistAutoConfiguration.class, MemberlistCoordinatorAutoConfiguration.class))
          .withUserConfiguration(Jobs.class)
          .withPropertyValues(
              "memberlist.bind-addr=127.0.0.1",
              "memberlist.bind-port=0",
              "memberlist.leave.propagation-delay=0",
              "memberlist.coordinator.settle-time=10ms");

  /** Where the annotation may stand as well. */
  interface Guarded {
    @RunOnCoordinator
    void once();
  }

  static class Job {
    private final AtomicInteger guarded = new AtomicInteger();
    private final AtomicInteger free = new AtomicInteger();

    @Scheduled(fixedDelay = 10)
    @RunOnCoordinator
    public void guarded() {
      guarded.incrementAndGet();
    }

    @Scheduled(fixedDelay = 10)
    public void free() {
      free.incrementAndGet();
    }

    public void count() {
      guarded.incrementAndGet();
    }

    public int guardedRuns() {
      return guarded.get();
    }

    public int freeRuns() {
      return free.get();
    }
  }

  static class Nightly extends Job {}

  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Jobs {
    @Bean
    Job job() {
      return new Job();
    }

    @Bean
    Nightly nightly() {
      return new Nightly();
    }

    @Bean
    Guarded once(Job job) {
      return job::count;
    }
  }

  @Test
  void s_137_scheduledMethodsWaitForTheCoordinator() {
    runner
        .withPropertyValues("memberlist.coordinator.min-members=2")
        .run(
            context -> {
              var job = context.getBean("job", Job.class);
              await().atMost(LONG).until(() -> job.freeRuns() > 3);
              context.getBean(Guarded.class).once();

              assertThat(job.guardedRuns()).isZero();
            });
  }

  @Test
  void s_137_theCoordinatorRunsThemInheritedOnesToo() {
    runner.run(
        context -> {
          await().atMost(LONG).until(() -> context.getBean("job", Job.class).guardedRuns() > 0);
          await().atMost(LONG).until(() -> context.getBean(Nightly.class).guardedRuns() > 0);
        });
  }

  @Test
  void s_137_otherBeansStayAsTheyAre() {
    runner.run(
        context -> {
          assertThat(AopUtils.isAopProxy(context.getBean(Nightly.class))).isTrue();
          assertThat(AopUtils.isAopProxy(context.getBean(MemberlistCoordinator.class))).isFalse();
        });
  }
}
