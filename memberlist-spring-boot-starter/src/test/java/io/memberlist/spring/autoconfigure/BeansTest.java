package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.plain;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.AliveDelegate;
import io.memberlist.Config;
import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.VetoException;
import io.memberlist.spring.event.NodeJoinedEvent;
import io.memberlist.transport.NetTransport;
import io.memberlist.transport.TransportFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Section 4 of the contract: which beans there are, how each is replaced, delegates as beans. */
@ExtendWith(OutputCaptureExtension.class)
class BeansTest {

  private static final String KEY = key("0123456789abcdef");
  private static final String OTHER_KEY = key("fedcba9876543210");

  private final List<Memberlist> others = new ArrayList<>();

  @AfterEach
  void shutDown() {
    others.forEach(Memberlist::shutdown);
  }

  private static String key(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Memberlist other(String name, String seed) {
    var node = plain(name);
    others.add(node);
    node.join(List.of(seed));
    return node;
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
                    .noneMatch(
                        name -> name.toLowerCase(java.util.Locale.ROOT).contains("memberlist")));
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

  static class Metadata implements Delegate {
    private final Memberlist memberlist;

    Metadata(Memberlist memberlist) {
      this.memberlist = memberlist;
    }

    @Override
    public byte[] nodeMeta(int limit) {
      return memberlist.config().name().getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void s_24_aDelegateMayHaveTheMemberlistInItsConstructor() {
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(Metadata.class)
        .run(
            context ->
                assertThat(context.getBean(Memberlist.class).localNode().meta())
                    .isEqualTo("a".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aDelegateWithoutMetadataLeavesTheTags() {
    runner()
        .withPropertyValues("memberlist.tags.zone=a")
        .withBean(Delegate.class, () -> new Delegate() {})
        .run(
            context ->
                assertThat(context.getBean(Memberlist.class).localNode().tags())
                    .containsEntry("zone", "a"));
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDelegates {
    @Bean
    Delegate one() {
      return new Delegate() {};
    }

    @Bean
    Delegate two() {
      return new Delegate() {};
    }
  }

  @Test
  void twoDelegatesFailWithSpringsOwnException() {
    runner()
        .withUserConfiguration(TwoDelegates.class)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(NoUniqueBeanDefinitionException.class));
  }

  @Configuration(proxyBeanMethods = false)
  static class Composite {
    static final List<String> CALLED = new CopyOnWriteArrayList<>();

    @Bean
    @Order(2)
    EventDelegate secondEvents(Memberlist memberlist) {
      return new EventDelegate() {
        @Override
        public void notifyJoin(Node node) {
          CALLED.add("second " + node.name());
        }
      };
    }

    @Bean
    @Order(1)
    EventDelegate firstEvents() {
      return new EventDelegate() {
        @Override
        public void notifyJoin(Node node) {
          CALLED.add("first " + node.name());
          throw new IllegalStateException("out of order");
        }
      };
    }

    @Bean
    @Order(1)
    AliveDelegate open() {
      return node -> {};
    }

    @Bean
    @Order(2)
    AliveDelegate closed() {
      return node -> {
        if (node.name().equals("stranger")) {
          throw new VetoException("we do not know you");
        }
        if (node.name().equals("odd")) {
          throw new IllegalStateException("odd one");
        }
      };
    }

    @Bean
    @Order(1)
    PingDelegate silent() {
      return new PingDelegate() {
        @Override
        public byte[] ackPayload() {
          throw new IllegalStateException("no payload today");
        }

        @Override
        public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
          CALLED.add("ping of " + new String(payload, StandardCharsets.UTF_8));
        }
      };
    }

    @Bean
    @Order(2)
    PingDelegate speaking() {
      return new PingDelegate() {
        @Override
        public byte[] ackPayload() {
          return "hello".getBytes(StandardCharsets.UTF_8);
        }
      };
    }

    @Bean
    ConflictDelegate conflict() {
      return (existing, other) -> CALLED.add("conflict " + existing.name());
    }
  }

  @Test
  void s_25_severalDelegatesInOrderAndWhatTheyThrowIsLoggedWithTheBeansName(CapturedOutput output) {
    Composite.CALLED.clear();
    runner()
        .withPropertyValues(
            "memberlist.name=a", "memberlist.probe-interval=100ms", "memberlist.probe-timeout=90ms")
        .withUserConfiguration(Composite.class)
        .run(
            context -> {
              var a = context.getBean(Memberlist.class);
              var acks = new CopyOnWriteArrayList<String>();
              var pinged =
                  new PingDelegate() {
                    @Override
                    public byte[] ackPayload() {
                      return "ack".getBytes(StandardCharsets.UTF_8);
                    }

                    @Override
                    public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
                      acks.add(new String(payload, StandardCharsets.UTF_8));
                    }
                  };
              var b =
                  Memberlist.create(
                      Nodes.config("b")
                          .ping(pinged)
                          .probeInterval(Duration.ofMillis(100))
                          .probeTimeout(Duration.ofMillis(90))
                          .build());
              others.add(b);
              b.join(List.of(address(a)));
              others.add(plain("odd"));
              others.get(1).join(List.of(address(a)));
              others.add(plain("stranger"));
              others.get(2).join(List.of(address(a)));
              await().until(() -> a.node("b").isPresent());
              await().until(() -> acks.contains("hello"));
              await().until(() -> Composite.CALLED.contains("ping of ack"));
              other("b", address(a));
              await().until(() -> Composite.CALLED.contains("conflict b"));
              assertThat(a.node("stranger")).isEmpty();
              assertThat(a.node("odd")).isEmpty();
            });

    assertThat(Composite.CALLED)
        .containsSubsequence("first a", "second a", "first b", "second b")
        .doesNotContain("first stranger");
    assertThat(output)
        .contains("EventDelegate bean 'firstEvents' failed in notifyJoin")
        .contains("PingDelegate bean 'silent' failed in ackPayload")
        .contains("AliveDelegate bean 'closed' failed in notifyAlive")
        .contains("we do not know you");
  }

  static class Throwing implements Delegate {
    @Override
    public void notifyMsg(byte[] message) {
      throw new IllegalStateException("unreadable");
    }

    @Override
    public List<byte[]> getBroadcasts(int overhead, int limit) {
      throw new IllegalStateException("nothing to say");
    }

    @Override
    public byte[] localState(boolean join) {
      throw new IllegalStateException("stateless");
    }
  }

  @Test
  void s_25_aThrowingDelegateEndsNoThreadOfTheNode(CapturedOutput output) {
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean("broken", Delegate.class, Throwing::new)
        .run(
            context -> {
              var a = context.getBean(Memberlist.class);
              var b = plain("b");
              others.add(b);
              assertThat(
                      org.assertj.core.api.Assertions.catchThrowable(
                          () -> b.join(List.of(address(a)))))
                  .isNotNull();
              b.sendBestEffort(a.localNode(), new byte[] {1});
              await().until(() -> output.toString().contains("failed in notifyMsg"));
              assertThat(a.status()).isEqualTo(Memberlist.Status.RUNNING);
              b.sendBestEffort(a.localNode(), new byte[] {2});
              assertThat(a.healthScore()).isZero();
            });

    assertThat(output)
        .contains("Delegate bean 'broken' failed in notifyMsg")
        .contains("Delegate bean 'broken', localState, failed");
  }

  @Test
  void aTransportFactoryBeanIsUsed() {
    var made = new CopyOnWriteArrayList<String>();
    runner()
        .withPropertyValues("memberlist.name=a")
        .withBean(
            TransportFactory.class,
            () ->
                where -> {
                  made.add(where.nodeName());
                  return NetTransport.factory().create(where);
                })
        .run(context -> assertThat(made).containsExactly("a"));
  }
}
