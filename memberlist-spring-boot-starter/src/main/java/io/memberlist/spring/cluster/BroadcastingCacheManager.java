package io.memberlist.spring.cluster;

import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** The caches of another manager; the removals of some are told to all members. */
final class BroadcastingCacheManager implements CacheManager {

  private final CacheManager target;
  private final Set<String> names;
  private final Consumer<CacheEviction> told;

  /**
   * Wraps a manager.
   *
   * @param target has the caches
   * @param names of caches that members have in common
   * @param told hears of every removal from them
   */
  BroadcastingCacheManager(CacheManager target, Set<String> names, Consumer<CacheEviction> told) {
    this.target = target;
    this.names = names;
    this.told = told;
  }

  @Override
  public @Nullable Cache getCache(String name) {
    var cache = target.getCache(name);
    return cache == null || !names.contains(name) ? cache : new BroadcastingCache(cache, told);
  }

  @Override
  public Collection<String> getCacheNames() {
    return target.getCacheNames();
  }

  @Override
  public void resetCaches() {
    target.resetCaches();
  }

  /** Removes here what was removed elsewhere; that is not told again. */
  void evictedElsewhere(CacheEviction eviction) {
    var cache = names.contains(eviction.cache()) ? target.getCache(eviction.cache()) : null;
    if (cache != null) {
      eviction.read().ifPresentOrElse(cache::evict, cache::clear);
    }
  }
}
