package io.memberlist.spring.autoconfigure;

import io.memberlist.AliveDelegate;
import io.memberlist.ConflictDelegate;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.MergeDelegate;
import io.memberlist.Node;
import io.memberlist.PingDelegate;
import io.memberlist.VetoException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Several delegate beans as one, in the order of {@code @Order}. They are looked up when the node
 * starts, by the thread that starts it: so a delegate may itself need the node, and no thread of
 * the node ever waits for a bean (S-24).
 */
final class DelegateBeans {

  private final ListableBeanFactory beans;
  private volatile @Nullable Found found;

  record Found(
      @Nullable NamedBean<Delegate> delegate,
      List<NamedBean<EventDelegate>> events,
      List<NamedBean<AliveDelegate>> alive,
      List<NamedBean<MergeDelegate>> merge,
      List<NamedBean<ConflictDelegate>> conflict,
      List<NamedBean<PingDelegate>> ping) {}

  DelegateBeans(ListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Whether there is a bean of the type; instantiates nothing. */
  boolean has(Class<?> type) {
    return beans.getBeanNamesForType(type, true, false).length > 0;
  }

  /** Looks all of them up, once. */
  Found resolve() {
    var current = found;
    if (current == null) {
      current =
          new Found(
              single(),
              all(EventDelegate.class),
              all(AliveDelegate.class),
              all(MergeDelegate.class),
              all(ConflictDelegate.class),
              all(PingDelegate.class));
      found = current;
    }
    return current;
  }

  /** Resolved by now, unless a customizer has replaced the delegate that sees to it. */
  private Found found() {
    var current = found;
    return current == null ? resolve() : current;
  }

  /** Fails with Spring's own exception if there are several. */
  private @Nullable NamedBean<Delegate> single() {
    var bean = beans.getBeanProvider(Delegate.class).getIfAvailable();
    return bean == null ? null : new NamedBean<>(Delegate.class, name(Delegate.class, bean), bean);
  }

  private <T> List<NamedBean<T>> all(Class<T> type) {
    var names = names(type);
    var sorted = new ArrayList<NamedBean<T>>();
    beans
        .getBeanProvider(type)
        .orderedStream()
        .forEach(bean -> sorted.add(new NamedBean<>(type, name(names, bean), bean)));
    sorted.sort((a, b) -> Boolean.compare(isPublisher(a.target()), isPublisher(b.target())));
    return List.copyOf(sorted);
  }

  /** The application's own ones first, then the publisher (4.3). */
  private static boolean isPublisher(Object bean) {
    return bean instanceof MemberlistEventPublisher;
  }

  private <T> String name(Class<T> type, T bean) {
    return name(names(type), bean);
  }

  private static String name(Map<Object, String> names, Object bean) {
    var name = names.get(bean);
    return name == null ? bean.getClass().getName() : name;
  }

  private <T> Map<Object, String> names(Class<T> type) {
    var names = new IdentityHashMap<Object, String>();
    beans.getBeansOfType(type).forEach((name, bean) -> names.put(bean, name));
    return names;
  }

  /** The bean, null if there is none. */
  @Nullable NamedBean<Delegate> delegate() {
    return found().delegate;
  }

  AliveDelegate alive() {
    return peer ->
        found().alive.forEach(bean -> veto(bean, "notifyAlive", b -> b.notifyAlive(peer)));
  }

  MergeDelegate merge() {
    return peers ->
        found().merge.forEach(bean -> veto(bean, "notifyMerge", b -> b.notifyMerge(peers)));
  }

  /** A veto carries the name of the bean; any other exception is logged and is one as well. */
  private static <T> void veto(NamedBean<T> bean, String method, Consumer<T> call) {
    var by = "bean '" + bean.name() + "'";
    try {
      call.accept(bean.target());
    } catch (VetoException e) {
      throw new VetoException(String.valueOf(e.getMessage()), by);
    } catch (RuntimeException e) {
      bean.log(method, e);
      throw new VetoException(e.toString(), by);
    }
  }

  ConflictDelegate conflict() {
    return (existing, other) ->
        found()
            .conflict
            .forEach(bean -> bean.tell("notifyConflict", b -> b.notifyConflict(existing, other)));
  }

  PingDelegate ping() {
    return new PingDelegate() {
      @Override
      public byte[] ackPayload() {
        for (var bean : found().ping) {
          var payload = bean.ask("ackPayload", PingDelegate::ackPayload, new byte[0]);
          if (payload.length > 0) {
            return payload;
          }
        }
        return new byte[0];
      }

      @Override
      public void notifyPingComplete(Node node, Duration rtt, byte[] payload) {
        found()
            .ping
            .forEach(
                bean ->
                    bean.tell("notifyPingComplete", b -> b.notifyPingComplete(node, rtt, payload)));
      }
    };
  }

  EventDelegate events() {
    return new EventDelegates(() -> found().events);
  }
}
