package io.memberlist.spring.autoconfigure.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import io.memberlist.spring.cluster.CacheEviction;
import io.memberlist.spring.cluster.ClusterEvent;
import io.memberlist.spring.cluster.ClusterEventTypes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** Cluster events in an application that is built ahead of time (section 12 of the contract). */
class EventTypesAotTest {

  private static final String PACKAGES =
      "memberlist.cluster-events.base-packages=" + EventTypesAotTest.class.getPackageName();

  @TempDir private Path folder;

  record Amount(BigDecimal value) {}

  enum Colour {
    RED
  }

  @ClusterEvent("price-changed")
  record PriceChanged(String sku, Amount price, List<Colour> colours) {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    MemberlistAutoConfiguration.class,
    MemberlistClusterEventsAutoConfiguration.class
  })
  static class Application {}

  @Configuration(proxyBeanMethods = false)
  static class OwnTypes {
    @Bean
    ClusterEventTypes memberlistClusterEventTypes() {
      return new ClusterEventTypes(List.of(CacheEviction.class));
    }
  }

  /** The application as it starts, where nothing could be found any more. */
  public static final class Start {

    private Start() {}

    /** Names of the classes of its events. */
    public static List<String> types(
        ApplicationContextInitializer<GenericApplicationContext> built) {
      try (var context = new GenericApplicationContext()) {
        TestPropertyValues.of(
                "memberlist.auto-startup=false",
                "memberlist.cluster-events.base-packages=org.example.nothing")
            .applyTo(context.getEnvironment());
        built.initialize(context);
        context.refresh();
        return context.getBean(ClusterEventTypes.class).all().stream().map(Class::getName).toList();
      }
    }
  }

  @Test
  void s_95_typesAreFoundWhenTheApplicationIsBuilt() throws Exception {
    var built =
        AotBuild.of(
            folder, List.of(PACKAGES, "memberlist.cache-eviction.enabled=true"), Application.class);

    assertThat(built.<List<String>>run(Start.class, "types"))
        .containsExactlyInAnyOrder(PriceChanged.class.getName(), CacheEviction.class.getName());
  }

  @Test
  void s_95_eventsAreWrittenAndReadByReflection() throws Exception {
    var hints = AotBuild.of(folder, List.of(PACKAGES), Application.class).hints();
    var reflection = RuntimeHintsPredicates.reflection();
    var constructor = PriceChanged.class.getDeclaredConstructors()[0];

    assertThat(reflection.onConstructorInvocation(constructor)).accepts(hints);
    assertThat(reflection.onMethodInvocation(PriceChanged.class, "sku")).accepts(hints);
    assertThat(reflection.onMethodInvocation(Amount.class, "value")).accepts(hints);
    assertThat(reflection.onType(Colour.class)).accepts(hints);
  }

  @Test
  void s_20_aBeanOfTheApplicationStaysAsItIs() throws Exception {
    var built = AotBuild.of(folder, List.of(PACKAGES), OwnTypes.class, Application.class);

    assertThat(built.<List<String>>run(Start.class, "types"))
        .containsExactly(CacheEviction.class.getName());
  }
}
