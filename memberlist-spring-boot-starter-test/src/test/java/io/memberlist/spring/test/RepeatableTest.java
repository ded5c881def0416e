package io.memberlist.spring.test;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.test.VirtualCluster;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.context.ContextCustomizer;

/** Section 14 of the contract: nothing sleeps, and a seed repeats a run. */
class RepeatableTest {

  private static String story(int seed) {
    var told = new StringBuilder();
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                MemberlistTestAutoConfiguration.class, MemberlistAutoConfiguration.class))
        .withPropertyValues(
            "memberlist.name=app",
            "memberlist.test.peers=3",
            "memberlist.test.seed=" + seed,
            "memberlist.join.fail-fast=true",
            "memberlist.leave.propagation-delay=0ms")
        .run(
            context -> {
              var cluster = context.getBean(TestCluster.class);
              assertThat(cluster.seed()).isEqualTo(seed);
              cluster.advance(ofSeconds(5));
              cluster.peer("peer-2").fail();
              cluster.peer("peer-3").pause(ofSeconds(4));
              cluster.advance(ofSeconds(30));
              context
                  .getBean(MemberlistEvents.class)
                  .all()
                  .forEach(event -> told.append(event.getClass().getSimpleName()).append('\n'));
              told.append(cluster.virtual().history());
            });
    return told.toString();
  }

  @Test
  void s_112_theSameSeedGivesTheSameSequenceOfEvents() {
    var first = story(7);

    assertThat(story(7)).isEqualTo(first);
    assertThat(story(8)).isNotEqualTo(first);
    assertThat(first).contains("MemberlistStartedEvent\n").contains("NodeFailedEvent\n");
  }

  @Test
  void s_112_nothingSleeps() {
    var sleeping =
        Stream.of(TestCluster.class, VirtualCluster.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .map(location -> new ClassFileImporter().importUrl(location))
            .flatMap(JavaClasses::stream)
            .map(JavaClass::getMethodCallsFromSelf)
            .flatMap(Set::stream)
            .map(JavaMethodCall::getTarget)
            .filter(target -> target.getName().equals("sleep"));

    assertThat(sleeping).isEmpty();
  }

  @Test
  void s_111_everyAutoConfigurationOfTheStarterTakesPart() {
    var loader = getClass().getClassLoader();
    var starter =
        ImportCandidates.load(AutoConfiguration.class, loader).getCandidates().stream()
            .filter(name -> name.startsWith("io.memberlist."))
            .collect(Collectors.toCollection(TreeSet::new));
    var own = ImportCandidates.load(AutoConfigureMemberlist.class, loader).getCandidates();

    assertThat(starter).isNotEmpty();
    assertThat(own)
        .containsAll(starter)
        .contains(MemberlistTestAutoConfiguration.class.getName())
        .hasSize(starter.size() + 1);
  }

  @AutoConfigureMemberlist(peers = 3)
  private static final class Three {}

  @MemberlistTest(peers = 3)
  private static final class AnotherThree {}

  @AutoConfigureMemberlist
  private static final class Two {}

  private static ContextCustomizer customizer(Class<?> test) {
    return new TestProperties().createContextCustomizer(test, List.of());
  }

  @Test
  void s_113_contextsOfEqualAnnotationsAreCachedAsOne() {
    assertThat(customizer(Three.class))
        .isEqualTo(customizer(AnotherThree.class))
        .hasSameHashCodeAs(customizer(AnotherThree.class))
        .isNotEqualTo(customizer(Two.class));
    assertThat(customizer(RepeatableTest.class)).isNull();
  }

  @Test
  void onlyWhatUsersSeeIsUsed() {
    var own =
        new ClassFileImporter()
            .importUrl(TestCluster.class.getProtectionDomain().getCodeSource().getLocation());

    assertThat(own.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream()))
        .extracting(dependency -> dependency.getTargetClass().getPackageName())
        .noneMatch(name -> name.startsWith("io.memberlist.internal"))
        .noneMatch(name -> name.startsWith("io.memberlist.simulator"));
  }
}
