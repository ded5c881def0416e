package io.memberlist.spring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.spring.test.TestApplication;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** S-136 with whole applications: what one removes from its cache, the others remove as well. */
class CacheEvictionTest {

  private static TestApplication a;
  private static TestApplication b;

  @BeforeAll
  static void startBoth() {
    a = start("a");
    b = start("b", "memberlist.join.seeds=" + a.seed());
    await().until(() -> a.memberlist().numMembers() == 2);
    await().until(() -> b.memberlist().numMembers() == 2);
  }

  @AfterAll
  static void endBoth() {
    b.close();
    a.close();
  }

  private static TestApplication start(String name, String... properties) {
    var all = new ArrayList<>(List.of(properties));
    all.add("memberlist.name=" + name);
    all.add("memberlist.cache-eviction.enabled=true");
    all.add("memberlist.cache-eviction.caches=prices");
    return TestApplication.start(List.of(Caches.class), all.toArray(String[]::new));
  }

  /** Without telling anybody. */
  @BeforeEach
  void empty() {
    for (var application : List.of(a, b)) {
      for (var name : List.of("prices", "own")) {
        ((Map<?, ?>) cache(application, name).getNativeCache()).clear();
      }
    }
  }

  private static Cache cache(TestApplication application, String name) {
    return application.context().getBean(CacheManager.class).getCache(name);
  }

  private static boolean has(TestApplication application, Object key) {
    return cache(application, "prices").get(key) != null;
  }

  private static void fill(TestApplication application, Object... keys) {
    for (var key : keys) {
      cache(application, "prices").put(key, "price");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableCaching
  static class Caches {
    @Bean
    CacheManager cacheManager() {
      return new ConcurrentMapCacheManager("prices", "own");
    }

    @Bean
    Prices prices() {
      return new Prices();
    }
  }

  /** As applications declare it. */
  static class Prices {
    @CacheEvict("prices")
    public void changed(String sku) {}

    @CacheEvict(cacheNames = "prices", allEntries = true)
    public void allChanged() {}
  }

  @Test
  void s_136_anAnnotatedMethodRemovesTheKeyEverywhere() {
    fill(a, "A-1", "A-2");
    fill(b, "A-1", "A-2");

    a.context().getBean(Prices.class).changed("A-1");

    assertThat(has(a, "A-1")).isFalse();
    await().until(() -> !has(b, "A-1"));
    assertThat(has(a, "A-2")).isTrue();
    assertThat(has(b, "A-2")).isTrue();
  }

  @Test
  void s_136_clearingClearsEverywhereAndIsNotToldBack() {
    fill(a, "A-1");
    fill(b, "A-1");

    long byA = published(a);
    long byB = published(b);
    b.context().getBean(Prices.class).allChanged();

    assertThat(has(b, "A-1")).isFalse();
    await().until(() -> !has(a, "A-1"));
    assertThat(published(a)).isEqualTo(byA);
    assertThat(published(b)).isEqualTo(byB + 1);
  }

  private static long published(TestApplication application) {
    return application
        .context()
        .getBean(ClusterEvents.class)
        .counts()
        .get(ClusterEventCounts.Outcome.PUBLISHED);
  }

  @Test
  void s_136_aKeyThatCannotBeWrittenClearsTheWholeCacheThere() {
    var key = List.of("a", "list");
    fill(a, key, "other");
    fill(b, key, "other");

    cache(a, "prices").evictIfPresent(key);

    await().until(() -> !has(b, "other"));
    assertThat(has(a, key)).isFalse();
    assertThat(has(a, "other")).isTrue();
  }

  @Test
  void s_136_cachesThatAreNotListedAreLeftAlone() {
    cache(b, "own").put("k", "v");

    cache(a, "own").evict("k");
    cache(a, "prices").invalidate(); // told, so what came before would have been
    fill(b, "A-1");
    cache(a, "prices").evict("A-1");

    await().until(() -> !has(b, "A-1"));
    assertThat(cache(b, "own").get("k")).isNotNull();
  }

  @Test
  void s_136_withoutARunningNodeTheCacheItselfStillWorks() {
    try (var alone = start("alone")) {
      alone.memberlist().shutdown();
      fill(alone, "A-1");

      cache(alone, "prices").evict("A-1");

      assertThat(has(alone, "A-1")).isFalse();
    }
  }

  @Test
  void s_136_everythingElseIsTheCachesOwn() throws Exception {
    var cache = cache(a, "prices");

    assertThat(cache.getName()).isEqualTo("prices");
    assertThat(cache.putIfAbsent("k", "v")).isNull();
    assertThat(cache.putIfAbsent("k", "w").get()).isEqualTo("v");
    assertThat(cache.get("k", String.class)).isEqualTo("v");
    assertThat(cache.get("l", () -> "x")).isEqualTo("x");
    assertThat(cache.retrieve("l").get())
        .isInstanceOfSatisfying(
            Cache.ValueWrapper.class, value -> assertThat(value.get()).isEqualTo("x"));
    assertThat(cache.retrieve("m", () -> CompletableFuture.completedFuture("y")).get())
        .isEqualTo("y");
    assertThat(cache.getNativeCache()).isInstanceOf(ConcurrentMap.class);
    var manager = a.context().getBean(CacheManager.class);
    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("prices", "own");
    assertThat(manager.getCache("none")).isNull();
    manager.resetCaches();
    assertThat(cache.get("k")).isNull();
  }

  static Stream<Object> keys() {
    return Stream.of(
        "text",
        'c',
        true,
        (byte) 1,
        (short) 2,
        3,
        4L,
        1.5f,
        2.5d,
        BigInteger.TEN,
        new BigDecimal("1.50"),
        UUID.fromString("00000000-0000-0001-0000-000000000002"),
        SimpleKey.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void s_136_commonKeysTravelAsTheyAre(Object key) {
    assertThat(CacheEviction.of("c", key).read()).contains(key);
  }

  @Test
  void s_136_whatCannotBeReadMeansTheWholeCache() {
    assertThat(new CacheEviction("c", "int", "no number").read()).isEmpty();
    assertThat(new CacheEviction("c", "java.lang.Runtime", "x").read()).isEmpty();
    assertThat(CacheEviction.of("c", "x".repeat(2000)).read()).isEmpty();
  }
}
