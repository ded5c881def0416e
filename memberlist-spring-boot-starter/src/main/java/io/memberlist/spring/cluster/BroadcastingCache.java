package io.memberlist.spring.cluster;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/** A cache whose removals are told; everything else is the cache's own. */
final class BroadcastingCache implements Cache {

  private final Cache target;
  private final Consumer<CacheEviction> told;

  BroadcastingCache(Cache target, Consumer<CacheEviction> told) {
    this.target = target;
    this.told = told;
  }

  @Override
  public String getName() {
    return target.getName();
  }

  @Override
  public Object getNativeCache() {
    return target.getNativeCache();
  }

  @Override
  public @Nullable ValueWrapper get(Object key) {
    return target.get(key);
  }

  @Override
  public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
    return target.get(key, type);
  }

  @Override
  public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
    return target.get(key, valueLoader);
  }

  @Override
  public @Nullable CompletableFuture<?> retrieve(Object key) {
    return target.retrieve(key);
  }

  @Override
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
    return target.retrieve(key, valueLoader);
  }

  @Override
  public void put(Object key, @Nullable Object value) {
    target.put(key, value);
  }

  @Override
  public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
    return target.putIfAbsent(key, value);
  }

  @Override
  public void evict(Object key) {
    target.evict(key);
    told.accept(CacheEviction.of(getName(), key));
  }

  @Override
  public boolean evictIfPresent(Object key) {
    boolean present = target.evictIfPresent(key);
    told.accept(CacheEviction.of(getName(), key)); // another member may have it all the same
    return present;
  }

  @Override
  public void clear() {
    target.clear();
    told.accept(CacheEviction.ofAll(getName()));
  }

  @Override
  public boolean invalidate() {
    boolean present = target.invalidate();
    told.accept(CacheEviction.ofAll(getName()));
    return present;
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
