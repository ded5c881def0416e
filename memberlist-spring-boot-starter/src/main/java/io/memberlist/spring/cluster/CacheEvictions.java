package io.memberlist.spring.cluster;

import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.CacheManager;
import org.springframework.context.event.EventListener;

/**
 * Repeats removals from caches on all other members (S-136): wraps every {@link CacheManager} bean
 * and hears what the others removed. A removal that cannot be sent is made here all the same.
 */
public final class CacheEvictions implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.cluster");

  private final Set<String> names;
  private final Supplier<ClusterEventPublisher> publisher;
  private final Supplier<Iterable<CacheManager>> managers;

  /**
   * Wraps nothing yet.
   *
   * @param names of the caches that members have in common
   * @param publisher sends; looked up when it is needed
   * @param managers all beans; looked up when they are needed
   */
  public CacheEvictions(
      Set<String> names,
      Supplier<ClusterEventPublisher> publisher,
      Supplier<Iterable<CacheManager>> managers) {
    this.names = Set.copyOf(names);
    this.publisher = publisher;
    this.managers = managers;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return bean instanceof CacheManager manager && !(bean instanceof BroadcastingCacheManager)
        ? new BroadcastingCacheManager(manager, names, this::tell)
        : bean;
  }

  private void tell(CacheEviction eviction) {
    try {
      publisher.get().publish(eviction);
    } catch (IllegalStateException e) {
      log.debug("Others keep what was removed from cache '{}': {}", eviction.cache(), e.toString());
    }
  }

  @EventListener
  void on(ReceivedClusterEvent<CacheEviction> received) {
    if (!received.isLocal()) {
      managers
          .get()
          .forEach(
              manager -> {
                if (manager instanceof BroadcastingCacheManager own) {
                  own.evictedElsewhere(received.getEvent());
                }
              });
    }
  }
}
