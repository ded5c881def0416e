package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.spring.cluster.CacheEviction;
import io.memberlist.spring.cluster.ClusterEventTypes;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Which types of cluster events the application declares: at its start, or when it is built. */
final class EventTypeScan {

  /** Name of the bean with the result. */
  static final String BEAN = "memberlistClusterEventTypes";

  private static final Bindable<List<String>> PACKAGES = Bindable.listOf(String.class);

  private EventTypeScan() {}

  static ClusterEventTypes run(ConfigurableListableBeanFactory beans, Environment environment) {
    var types = ClusterEventTypes.in(packages(beans, environment), beans.getBeanClassLoader());
    return environment.getProperty("memberlist.cache-eviction.enabled", Boolean.class, false)
        ? types.and(CacheEviction.class)
        : types;
  }

  /** As configured, else those of the application; the properties' bean may not be bound yet. */
  private static List<String> packages(
      ConfigurableListableBeanFactory beans, Environment environment) {
    var configured =
        Binder.get(environment)
            .bind("memberlist.cluster-events.base-packages", PACKAGES)
            .orElseGet(List::of);
    if (!configured.isEmpty() || !AutoConfigurationPackages.has(beans)) {
      return configured;
    }
    return AutoConfigurationPackages.get(beans);
  }
}
