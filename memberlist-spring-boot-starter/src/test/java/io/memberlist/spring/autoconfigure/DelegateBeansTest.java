package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static io.memberlist.spring.autoconfigure.Nodes.plain;
import static io.memberlist.spring.autoconfigure.Nodes.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.memberlist.AliveDelegate;
import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.VetoException;
import io.memberlist.transport.NetTransport;
import io.memberlist.transport.TransportFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Section 4.3 of the contract: delegates, transport and others as beans. */
@ExtendWith(OutputCaptureExtension.class)
class DelegateBeansTest {

  private final List<Memberlist> others = new ArrayList<>();

  @AfterEach
  void shutDown() {
    others.forEach(Memberlist::shutdown);
  }

  private void other(String name, String seed) {
    var node = plain(name);
    others.add(node);
    node.join(List.of(seed));
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
              assertThat(catchThrowable(() -> b.join(List.of(address(a))))).isNotNull();
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
