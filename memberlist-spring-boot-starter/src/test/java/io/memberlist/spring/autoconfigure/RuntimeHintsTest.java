package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.cluster.ReceivedClusterEvent;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.javapoet.ClassName;

/** Section 12 of the contract. */
class RuntimeHintsTest {

  @Test
  void s_95_conditionsOfListenersMayCallEveryEvent() throws ClassNotFoundException {
    var hints = new RuntimeHints();
    new MemberlistRuntimeHints().registerHints(hints, getClass().getClassLoader());
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(ApplicationEvent.class));
    scanner.addIncludeFilter(new AssignableTypeFilter(ReceivedClusterEvent.class));
    var events = scanner.findCandidateComponents("io.memberlist.spring.event");
    events.addAll(scanner.findCandidateComponents("io.memberlist.spring.cluster"));

    assertThat(events).hasSizeGreaterThanOrEqualTo(17);
    for (var event : events) {
      var type = Class.forName(event.getBeanClassName());
      assertThat(
              RuntimeHintsPredicates.reflection()
                  .onType(type)
                  .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
          .as(type.getName())
          .accepts(hints);
    }
  }

  @Test
  void s_95_propertiesAreBoundWithoutHintsOfOurs() {
    var context = aot();

    assertThat(
            RuntimeHintsPredicates.reflection()
                .onMethodInvocation(MemberlistProperties.class, "setTags"))
        .accepts(context.getRuntimeHints());
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onMethodInvocation(MemberlistProperties.Join.Retry.class, "setDelay"))
        .accepts(context.getRuntimeHints());
  }

  @Test
  void s_96_processingStartsNoThreadAndNoNode() {
    var before = threads();

    var context = aot();

    assertThat(threads()).isEqualTo(before);
    assertThat(context.getGeneratedFiles()).isNotNull();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("memberlist-"))
        .count();
  }

  private static DefaultGenerationContext aot() {
    var files = new InMemoryGeneratedFiles();
    var context = new AnnotationConfigApplicationContext();
    context.register(MemberlistAutoConfiguration.class);
    var generation =
        new DefaultGenerationContext(
            new ClassNameGenerator(ClassName.get("org.example", "Application")), files);
    new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
    generation.writeGeneratedContent();
    return generation;
  }
}
