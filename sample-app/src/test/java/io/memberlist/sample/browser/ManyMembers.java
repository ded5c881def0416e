package io.memberlist.sample.browser;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.QueueSizes;
import io.memberlist.Tags;
import io.memberlist.TrafficObserver;
import io.memberlist.metrics.Statistics;
import io.memberlist.spring.ui.ClusterViews;
import io.memberlist.spring.ui.Recorders;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * An application whose page shows a cluster that exists on paper only: {@code members} of them, one
 * changed every {@code change-micros} (20 a second if not said), and 200 messages a second.
 */
@EnableAutoConfiguration
class ManyMembers {

  /** The view of the first member, which knows all others. */
  private static final class Paper implements ClusterViews, AutoCloseable {

    private static final long MESSAGE_MILLIS = 5;
    private static final int FAILED_EVERY = 97;
    private static final int SUSPECT_EVERY = 150;

    private final int members;
    private final Recorders recorders;
    private final List<Node> nodes;
    private final Config config = Config.lan().name(name(0)).build();
    private final Statistics statistics = new Statistics();
    private final Memberlist memberlist = memberlist();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile @Nullable TrafficObserver observer;
    private int changes;
    private int sent;

    Paper(int members, long changeMicros, Recorders recorders) {
      this.members = members;
      this.recorders = recorders;
      nodes =
          new CopyOnWriteArrayList<>(
              IntStream.range(0, members).mapToObj(member -> node(member, 1)).toList());
      clock.scheduleAtFixedRate(this::change, changeMicros, changeMicros, TimeUnit.MICROSECONDS);
      clock.scheduleAtFixedRate(
          this::message, MESSAGE_MILLIS, MESSAGE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String name(int member) {
      return String.format("node-%03d", member);
    }

    /** One member after the other. */
    private void change() {
      int member = changes++ % members;
      var changed = node(member, nodes.get(member).incarnation() + 1);
      nodes.set(member, changed);
      recorders.of(name(0)).notifyUpdate(changed);
    }

    private void message() {
      var told = observer;
      if (told != null) {
        var to = nodes.get(1 + sent++ * 7 % (members - 1));
        told.sent(TrafficObserver.Kind.GOSSIP, to.name(), to.address(), 100);
      }
    }

    private static Node node(int member, long incarnation) {
      return new Node(
          name(member),
          new byte[] {10, 0, (byte) (member / 250), (byte) (member % 250 + 1)},
          7946,
          Tags.encode(Map.of("zone", List.of("a", "b", "c").get(member % 3))),
          state(member),
          incarnation,
          Instant.now(),
          new Node.Versions(1, 5, 2, 0, 0, 0),
          Duration.ofNanos(200_000 + 1000L * member));
    }

    private static NodeState state(int member) {
      if (member % FAILED_EVERY == FAILED_EVERY - 1) {
        return NodeState.DEAD;
      }
      return member % SUSPECT_EVERY == SUSPECT_EVERY - 1 ? NodeState.SUSPECT : NodeState.ALIVE;
    }

    private Memberlist memberlist() {
      return (Memberlist)
          Proxy.newProxyInstance(
              Paper.class.getClassLoader(),
              new Class<?>[] {Memberlist.class},
              (proxy, method, arguments) -> answer(proxy, method.getName(), arguments));
    }

    private @Nullable Object answer(Object proxy, String method, Object[] arguments) {
      return switch (method) {
        case "config" -> config;
        case "status" -> Memberlist.Status.RUNNING;
        case "statistics" -> statistics;
        case "queues" -> QueueSizes.NONE;
        case "keyring", "details" -> Optional.empty();
        case "healthScore" -> 0;
        case "allNodes" -> nodes;
        case "members" -> nodes.stream().filter(node -> !node.state().deadOrLeft()).toList();
        case "numMembers" -> members;
        case "hashCode" -> System.identityHashCode(proxy);
        case "observe" -> observer = (TrafficObserver) arguments[0];
        default -> throw new UnsupportedOperationException(method);
      };
    }

    @Override
    public List<View> views() {
      return List.of(new View(name(0), memberlist, true));
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }

  @Bean
  ClusterViews paper(Environment environment, Recorders recorders) {
    return new Paper(
        environment.getRequiredProperty("members", Integer.class),
        environment.getProperty("change-micros", Long.class, 50_000L),
        recorders);
  }

  @Bean
  SettableClock clock() {
    return new SettableClock();
  }
}
