package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.spring.event.NodeJoinedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Section 4 of the contract: which beans there are, how each is replaced. */
class BeansTest {

  private static final String KEY = key("0123456789abcdef");
  private static final String OTHER_KEY = key("fedcba9876543210");

  private static String key(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void s_20_theBeansOfThePlainCase() {
    runner()
        .run(
            context -> {
              assertThat(context)
                  .hasBean("memberlistConnectionDetails")
                  .hasBean("memberlistConfig")
                  .hasBean("memberlist")
                  .hasBean("memberlistEventPublisher")
                  .hasBean("memberlistLifecycle")
                  .hasBean("memberlistShutdownLifecycle");
              assertThat(context.getBean(Memberlist.class).status())
                  .isEqualTo(Memberlist.Status.RUNNING);
            });
  }

  @Test
  void s_20_switchedOffThereIsNoBeanAtAll() {
    runner()
        .withPropertyValues("memberlist.enabled=false")
        .run(
            context ->
                assertThat(context.getBeanFactory().getBeanDefinitionNames())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("memberlist")));
  }

  @Test
  void s_26_connectionDetailsReplaceSeedsLabelAndKeysAsAWhole() {
    var details =
        new MemberlistConnectionDetails() {
          @Override
          public List<String> getSeeds() {
            return List.of("127.0.0.1:1");
          }

          @Override
          public String getLabel() {
            return "green";
          }

          @Override
          public List<String> getKeys() {
            return List.of(OTHER_KEY);
          }
        };
    runner()
        .withBean(MemberlistConnectionDetails.class, () -> details)
        .withPropertyValues(
            "memberlist.join.seeds=127.0.0.1:2",
            "memberlist.label=blue",
            "memberlist.secret-key=not even base64")
        .run(
            context -> {
              var config = context.getBean(Config.class);
              assertThat(config.label()).isEqualTo("green");
              assertThat(config.keyring().keys())
                  .containsExactly("fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
              await()
                  .untilAsserted(
                      () ->
                          assertThat(context.getBean(JoinBoard.class).status().failures())
                              .containsOnlyKeys("127.0.0.1:1"));
            });
  }

  @Test
  void s_26_aBadKeyOfConnectionDetailsIsNamedAfterThem() {
    runner()
        .withBean(MemberlistConnectionDetails.class, BadKeys::new)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(InvalidMemberlistKeyException.class)
                    .hasMessageContaining("'BadKeys.keys[0]'"));
  }

  static class BadKeys implements MemberlistConnectionDetails {
    @Override
    public List<String> getSeeds() {
      return List.of();
    }

    @Override
    public List<String> getKeys() {
      return List.of("short");
    }
  }

  @Test
  void f_03_theSecretKeyBecomesPrimaryAlsoIfItIsOneOfTheKeys() {
    runner()
        .withPropertyValues(
            "memberlist.encryption.keys=" + KEY + "," + OTHER_KEY,
            "memberlist.secret-key=" + OTHER_KEY)
        .run(
            context ->
                assertThat(context.getBean(Config.class).keyring().keys())
                    .containsExactly(
                        "fedcba9876543210".getBytes(StandardCharsets.US_ASCII),
                        "0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void f_03_aKeyringBeanIsUsedAsItIs() {
    var ring = Keyring.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    runner()
        .withBean(Keyring.class, () -> ring)
        .run(context -> assertThat(context.getBean(Config.class).keyring()).isSameAs(ring));
  }

  @Test
  void s_21_aConfigBeanIsUsedAsItIsAndTheEventsAreAdded() {
    var told = new CopyOnWriteArrayList<String>();
    var own =
        Nodes.config("mine")
            .events(
                new EventDelegate() {
                  @Override
                  public void notifyJoin(Node node) {
                    told.add(node.name());
                  }
                })
            .build();
    var published = new CopyOnWriteArrayList<String>();
    runner()
        .withBean(Config.class, () -> own)
        .withBean(MemberlistConfigCustomizer.class, () -> builder -> builder.name("never applied"))
        .withBean(ApplicationListener.class, () -> joins(published))
        .withPropertyValues("memberlist.name=ignored", "memberlist.suspicion-mult=0")
        .run(
            context -> {
              var memberlist = context.getBean(Memberlist.class);
              assertThat(memberlist.config().name()).isEqualTo("mine");
              await().until(() -> published.contains("mine"));
              assertThat(told).containsExactly("mine");
            });
  }

  private static ApplicationListener<NodeJoinedEvent> joins(List<String> names) {
    return event -> names.add(event.getNode().name());
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnMemberlist {
    @Bean(destroyMethod = "shutdown")
    Memberlist memberlist() {
      return Memberlist.of(Nodes.config("own").build());
    }
  }

  @Test
  void s_21_aMemberlistBeanIsOnlyObservedWhateverItsName() {
    runner()
        .withUserConfiguration(OwnMemberlist.class)
        .run(
            context -> {
              assertThat(context)
                  .hasSingleBean(Memberlist.class)
                  .doesNotHaveBean(MemberlistLifecycle.class)
                  .doesNotHaveBean(MemberlistShutdownLifecycle.class)
                  .hasSingleBean(MemberlistEventPublisher.class);
              assertThat(context.getBean(Memberlist.class).status())
                  .isEqualTo(Memberlist.Status.STOPPED);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoMemberlists {
    @Bean
    Memberlist one() {
      return Memberlist.of(Nodes.config("one").build());
    }

    @Bean
    Memberlist two() {
      return Memberlist.of(Nodes.config("two").build());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OnePrimary {
    @Bean
    @Primary
    Memberlist three() {
      return Memberlist.of(Nodes.config("three").build());
    }
  }

  @Test
  void s_22_ofSeveralMemberlistsThePublisherTakesThePrimaryOneOrBacksOff() {
    runner()
        .withUserConfiguration(TwoMemberlists.class)
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean(MemberlistEventPublisher.class));
    runner()
        .withUserConfiguration(TwoMemberlists.class, OnePrimary.class)
        .run(context -> assertThat(context).hasSingleBean(MemberlistEventPublisher.class));
  }

  static class OwnPublisher extends MemberlistEventPublisher {
    OwnPublisher(
        ObjectProvider<Memberlist> memberlist,
        ApplicationEventPublisher publisher,
        EventQueue queue) {
      super(memberlist, publisher, queue);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Replacements {
    @Bean
    OwnPublisher ownPublisher(
        ObjectProvider<Memberlist> memberlist,
        ApplicationEventPublisher publisher,
        EventQueue queue) {
      return new OwnPublisher(memberlist, publisher, queue);
    }

    @Bean
    MemberlistLifecycle ownLifecycle(
        Memberlist memberlist,
        MemberlistProperties properties,
        Seeds seeds,
        EventQueue queue,
        JoinBoard board,
        Environment environment) {
      return new MemberlistLifecycle(memberlist, properties, seeds, queue, board, environment) {};
    }

    @Bean
    MemberlistShutdownLifecycle ownShutdown(Memberlist memberlist, EventQueue queue) {
      return new MemberlistShutdownLifecycle(memberlist, queue) {};
    }
  }

  @Test
  void s_20_publisherAndLifecyclesCanBeReplaced() {
    var published = new CopyOnWriteArrayList<String>();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withUserConfiguration(Replacements.class)
        .withBean(ApplicationListener.class, () -> joins(published))
        .run(
            context -> {
              assertThat(context)
                  .hasSingleBean(MemberlistEventPublisher.class)
                  .hasSingleBean(MemberlistLifecycle.class)
                  .hasSingleBean(MemberlistShutdownLifecycle.class)
                  .doesNotHaveBean("memberlistLifecycle");
              await().until(() -> published.contains("a"));
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Customizers {
    static final List<String> CALLED = new CopyOnWriteArrayList<>();

    @Bean
    @Order(2)
    MemberlistConfigCustomizer second() {
      return builder -> {
        CALLED.add("second");
        builder.gossipNodes(12);
      };
    }

    @Bean
    @Order(1)
    MemberlistConfigCustomizer first() {
      return builder -> {
        CALLED.add("first");
        builder.gossipNodes(11).indirectChecks(7);
      };
    }
  }

  @Test
  void s_23_customizersRunLastInOrderAndOnce() {
    Customizers.CALLED.clear();
    runner()
        .withUserConfiguration(Customizers.class)
        .withPropertyValues("memberlist.indirect-checks=5")
        .run(
            context -> {
              var config = context.getBean(Config.class);
              assertThat(config.gossipNodes()).isEqualTo(12);
              assertThat(config.indirectChecks()).isEqualTo(7);
            });
    assertThat(Customizers.CALLED).containsExactly("first", "second");
  }

  @Test
  void s_23_aCustomizerThatSetsDelegatesDoesNotCutTheEventsOff() {
    var published = new CopyOnWriteArrayList<String>();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(
            MemberlistConfigCustomizer.class,
            () -> builder -> builder.events(new EventDelegate() {}).delegate(new Delegate() {}))
        .withBean(ApplicationListener.class, () -> joins(published))
        .run(context -> await().until(() -> published.contains("a")));
  }
}
