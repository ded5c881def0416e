package io.memberlist.spring.autoconfigure;

import static io.memberlist.spring.autoconfigure.Nodes.LOOPBACK;
import static io.memberlist.spring.autoconfigure.Nodes.address;
import static io.memberlist.spring.autoconfigure.Nodes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.EventDelegate;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.spring.event.MemberlistEvent;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import io.memberlist.spring.event.NodeLeftEvent;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** The table of phases (5.1), on a real web server with a management port of its own. */
class WebPhasesTest {

  /** In the order of what happened, on whatever thread. */
  private static final List<String> MARKS = new CopyOnWriteArrayList<>();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {
    @Bean
    ApplicationListener<WebServerInitializedEvent> ports() {
      return event -> {
        var namespace = event.getApplicationContext().getServerNamespace();
        MARKS.add((namespace == null ? "web" : namespace) + " listens");
      };
    }

    @Bean
    ApplicationListener<MemberlistEvent> events() {
      return event -> {
        if (event instanceof MemberlistStoppedEvent) {
          MARKS.add("stopped event");
        } else if (event instanceof NodeLeftEvent) {
          MARKS.add("left event");
        }
      };
    }

    @Bean
    EventDelegate delegate() {
      return new EventDelegate() {
        @Override
        public void notifyJoin(Node node) {
          MARKS.add(node.name() + " announced");
        }
      };
    }

    /** After us at start, before us at stop, like an application's own ones. */
    @Bean
    Marker late(Memberlist memberlist) {
      return new Marker("late", SmartLifecycle.DEFAULT_PHASE, memberlist);
    }

    /** A low phase and the node injected: moves nothing (S-30). */
    @Bean
    Marker early(Memberlist memberlist) {
      return new Marker("early", 0, memberlist);
    }
  }

  static class Marker implements SmartLifecycle {
    private final String name;
    private final int phase;
    private final Memberlist memberlist;
    private volatile boolean running;

    Marker(String name, int phase, Memberlist memberlist) {
      this.name = name;
      this.phase = phase;
      this.memberlist = memberlist;
    }

    @Override
    public void start() {
      running = true;
      MARKS.add(name + " starts, node " + memberlist.status());
    }

    @Override
    public void stop() {
      running = false;
      MARKS.add(name + " stops, node " + memberlist.status());
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return phase;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void s_30_s_31_announcedWhenAllPortsAreKnownGoneBeforeTheWebServerIs(boolean lazy)
      throws Exception {
    MARKS.clear();
    var webAtLeave = new AtomicBoolean();
    var port = new AtomicInteger();
    var peer =
        Memberlist.create(
            Nodes.config("peer")
                .events(
                    new EventDelegate() {
                      @Override
                      public void notifyLeave(Node node) {
                        webAtLeave.set(accepts(port.get()));
                      }
                    })
                .build());
    try {
      var properties =
          List.of(
              "memberlist.name=a",
              "memberlist.join.seeds=" + address(peer),
              "memberlist.leave.propagation-delay=3s",
              "server.port=0",
              "server.address=127.0.0.1",
              "management.server.port=0",
              "management.server.address=127.0.0.1",
              "spring.jmx.enabled=false",
              "spring.main.lazy-initialization=" + lazy);
      var context =
          new SpringApplicationBuilder(Application.class)
              .web(WebApplicationType.SERVLET)
              .properties(LOOPBACK)
              .run(properties.stream().map(p -> "--" + p).toArray(String[]::new));
      port.set(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
      await().until(() -> peer.node("a").isPresent());
      assertThat(accepts(port.get())).isTrue();

      context.close();

      await().until(() -> peer.numMembers() == 1);
      assertThat(webAtLeave).as("the web server accepts when the peer hears the leave").isTrue();
      assertThat(accepts(port.get())).isFalse();
    } finally {
      peer.shutdown();
    }

    assertThat(MARKS)
        .containsSubsequence(
            "web listens", "management listens", "a announced", "late starts, node RUNNING");
    assertThat(MARKS)
        .containsSubsequence("late stops, node RUNNING", "left event", "stopped event");
    assertThat(MARKS.indexOf("early starts, node STOPPED"))
        .isNotNegative()
        .isLessThan(MARKS.indexOf("web listens"));
    assertThat(MARKS.get(MARKS.size() - 1)).isEqualTo("early stops, node STOPPED");
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
