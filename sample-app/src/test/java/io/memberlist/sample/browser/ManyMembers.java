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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * changed every 50 ms and 200 messages a second.
 */
@EnableAutoConfiguration
class ManyMembers {

  /** The view of the first member, which knows all others. */
  private static final class Paper implements ClusterViews, AutoCloseable {

    private static final long CHANGE_MILLIS = 50;
    private static final long MESSAGE_MILLIS = 5;
    private static final int FAILED_EVERY = 97;
    private static final int SUSPECT_EVERY = 150;

    private final long start = System.currentTimeMillis();
    private final int members;
    private final Config config = Config.lan().name(name(0)).build();
    private final Statistics statistics = new Statistics();
    private final Memberlist memberlist = memberlist();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile @Nullable TrafficObserver observer;
    private int sent;

    Paper(int members, Recorders recorders) {
      this.members = members;
      var recorder = recorders.of(name(0));
      clock.scheduleAtFixedRate(
          () -> recorder.notifyUpdate(node((int) (changes() % members))),
          CHANGE_MILLIS,
          CHANGE_MILLIS,
          TimeUnit.MILLISECONDS);
      clock.scheduleAtFixedRate(
          this::message, MESSAGE_MILLIS, MESSAGE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String name(int member) {
      return String.format("node-%03d", member);
    }

    private void message() {
      var told = observer;
      if (told != null) {
        int to = 1 + sent++ * 7 % (members - 1);
        told.sent(TrafficObserver.Kind.GOSSIP, name(to), node(to).address(), 100);
      }
    }

    private long changes() {
      return (System.currentTimeMillis() - start) / CHANGE_MILLIS;
    }

    /** One member after the other changes. */
    private Node node(int member) {
      long rounds = (changes() + members - 1 - member) / members;
      long changed = start + (rounds == 0 ? 0 : ((rounds - 1) * members + member) * CHANGE_MILLIS);
      return new Node(
          name(member),
          new byte[] {10, 0, (byte) (member / 250), (byte) (member % 250 + 1)},
          7946,
          Tags.encode(Map.of("zone", List.of("a", "b", "c").get(member % 3))),
          state(member),
          1 + rounds,
          Instant.ofEpochMilli(changed),
          new Node.Versions(1, 5, 2, 0, 0, 0),
          null);
    }

    private static NodeState state(int member) {
      if (member % FAILED_EVERY == FAILED_EVERY - 1) {
        return NodeState.DEAD;
      }
      return member % SUSPECT_EVERY == SUSPECT_EVERY - 1 ? NodeState.SUSPECT : NodeState.ALIVE;
    }

    private List<Node> nodes() {
      return IntStream.range(0, members).mapToObj(this::node).toList();
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
        case "allNodes" -> nodes();
        case "members" -> nodes().stream().filter(node -> !node.state().deadOrLeft()).toList();
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
    return new Paper(environment.getRequiredProperty("members", Integer.class), recorders);
  }
}
