package io.memberlist.spring.autoconfigure;

import io.memberlist.AliveDelegate;
import io.memberlist.ConflictDelegate;
import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.MergeDelegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.VetoException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Several delegate beans as one, in the order of {@code @Order}. They are looked up at first use,
 * when the node starts, so that a delegate may itself need the node. One that throws is logged with
 * its name.
 */
final class DelegateBeans {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.delegates");

  private final ListableBeanFactory beans;

  DelegateBeans(ListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Whether there is a bean of the type; instantiates nothing. */
  boolean has(Class<?> type) {
    return beans.getBeanNamesForType(type, true, false).length > 0;
  }

  private <T> Lazy<T> all(Class<T> type) {
    return new Lazy<>(beans, type);
  }

  EventDelegate events() {
    return new Events(all(EventDelegate.class));
  }

  AliveDelegate alive() {
    var all = all(AliveDelegate.class);
    return peer ->
        all.get()
            .forEach((name, bean) -> veto("AliveDelegate", name, () -> bean.notifyAlive(peer)));
  }

  MergeDelegate merge() {
    var all = all(MergeDelegate.class);
    return peers ->
        all.get()
            .forEach((name, bean) -> veto("MergeDelegate", name, () -> bean.notifyMerge(peers)));
  }

  /** A veto carries the name of the bean; any other exception is one as well. */
  private static void veto(String type, String name, Runnable call) {
    try {
      call.run();
    } catch (VetoException e) {
      throw new VetoException(String.valueOf(e.getMessage()), name);
    } catch (RuntimeException e) {
      log.error("{} bean '{}' failed", type, name, e);
      throw new VetoException(e.toString(), name);
    }
  }

  ConflictDelegate conflict() {
    var all = all(ConflictDelegate.class);
    return (existing, other) -> all.each(bean -> bean.notifyConflict(existing, other));
  }

  PingDelegate ping() {
    var all = all(PingDelegate.class);
    return new PingDelegate() {
      @Override
      public byte[] ackPayload() {
        for (var bean : all.get().values()) {
          var payload = bean.ackPayload();
          if (payload.length > 0) {
            return payload;
          }
        }
        return new byte[0];
      }

      @Override
      public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
        all.each(bean -> bean.notifyPingComplete(node, rtt, payload));
      }
    };
  }

  /** Beans by name, looked up once. */
  private static final class Lazy<T> {
    private final ListableBeanFactory beans;
    private final Class<T> type;
    private volatile Map<String, T> found = Map.of();
    private volatile boolean lookedUp;

    Lazy(ListableBeanFactory beans, Class<T> type) {
      this.beans = beans;
      this.type = type;
    }

    Map<String, T> get() {
      if (!lookedUp) {
        var sorted = new LinkedHashMap<String, T>();
        beans.getBeansOfType(type).entrySet().stream()
            .sorted(
                (a, b) ->
                    AnnotationAwareOrderComparator.INSTANCE.compare(a.getValue(), b.getValue()))
            .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        found = sorted;
        lookedUp = true;
      }
      return found;
    }

    void each(Consumer<T> call) {
      get()
          .forEach(
              (name, bean) -> {
                try {
                  call.accept(bean);
                } catch (RuntimeException e) {
                  log.error("{} bean '{}' failed", type.getSimpleName(), name, e);
                }
              });
    }
  }

  private record Events(Lazy<EventDelegate> all) implements EventDelegate {
    @Override
    public void notifyJoin(Node node) {
      others(bean -> bean.notifyJoin(node));
    }

    @Override
    public void notifyLeave(Node node) {
      others(bean -> bean.notifyLeave(node));
    }

    @Override
    public void notifyUpdate(Node node) {
      others(bean -> bean.notifyUpdate(node));
    }

    @Override
    public void notifySuspect(Node node, List<String> accusers) {
      others(bean -> bean.notifySuspect(node, accusers));
    }

    @Override
    public void notifyRecover(Node node) {
      others(bean -> bean.notifyRecover(node));
    }

    @Override
    public void notifyReap(Node node) {
      others(bean -> bean.notifyReap(node));
    }

    @Override
    public void notifyRejoin(JoinResult result) {
      others(bean -> bean.notifyRejoin(result));
    }

    /** The application's own ones first, then the publisher (4.3). */
    private void others(Consumer<EventDelegate> call) {
      all.each(
          bean -> {
            if (!(bean instanceof MemberlistEventPublisher)) {
              call.accept(bean);
            }
          });
      all.each(
          bean -> {
            if (bean instanceof MemberlistEventPublisher) {
              call.accept(bean);
            }
          });
    }
  }
}
