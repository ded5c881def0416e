package io.memberlist.spring.cluster;

import java.time.Instant;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

/**
 * A cluster event with where it comes from, for listeners that want to know.
 *
 * @param <T> type of the event
 */
public final class ReceivedClusterEvent<T> implements ResolvableTypeProvider {

  private final T event;
  private final String origin;
  private final String id;
  private final Instant instant;
  private final boolean local;

  ReceivedClusterEvent(T event, String origin, String id, Instant instant, boolean local) {
    this.event = event;
    this.origin = origin;
    this.id = id;
    this.instant = instant;
    this.local = local;
  }

  /** What was published. */
  public T getEvent() {
    return event;
  }

  /** Name of the node that published it, as it says. */
  public String getOrigin() {
    return origin;
  }

  /** As {@link ClusterEventPublisher#publish} returned it. */
  public String getId() {
    return id;
  }

  /** When it was published, by the clock of its origin. */
  public Instant getInstant() {
    return instant;
  }

  /** Whether this application published it. */
  public boolean isLocal() {
    return local;
  }

  @Override
  public ResolvableType getResolvableType() {
    return ResolvableType.forClassWithGenerics(
        ReceivedClusterEvent.class, ResolvableType.forInstance(event));
  }

  @Override
  public String toString() {
    return event.getClass().getSimpleName() + " " + id + " of " + origin;
  }
}
