package io.memberlist.spring.autoconfigure;

import io.memberlist.EventDelegate;
import io.memberlist.JoinResult;
import io.memberlist.Node;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Several event delegates as one; one that fails is logged, and the next one is told all the same.
 */
final class EventDelegates implements EventDelegate {

  private final Supplier<List<NamedBean<EventDelegate>>> all;

  EventDelegates(Supplier<List<NamedBean<EventDelegate>>> all) {
    this.all = all;
  }

  @Override
  public void notifyJoin(Node node) {
    each("notifyJoin", delegate -> delegate.notifyJoin(node));
  }

  @Override
  public void notifyLeave(Node node) {
    each("notifyLeave", delegate -> delegate.notifyLeave(node));
  }

  @Override
  public void notifyUpdate(Node node) {
    each("notifyUpdate", delegate -> delegate.notifyUpdate(node));
  }

  @Override
  public void notifySuspect(Node node, List<String> accusers) {
    each("notifySuspect", delegate -> delegate.notifySuspect(node, accusers));
  }

  @Override
  public void notifyRecover(Node node) {
    each("notifyRecover", delegate -> delegate.notifyRecover(node));
  }

  @Override
  public void notifyReap(Node node) {
    each("notifyReap", delegate -> delegate.notifyReap(node));
  }

  @Override
  public void notifyRejoin(JoinResult result) {
    each("notifyRejoin", delegate -> delegate.notifyRejoin(result));
  }

  private void each(String method, Consumer<EventDelegate> call) {
    all.get().forEach(delegate -> delegate.tell(method, call));
  }
}
