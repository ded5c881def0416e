package io.memberlist.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Alone, the application brings its own cluster: four demo nodes, unless seeds are configured.
 * While any run, the node and the web server are bound to the loopback interface, so that nobody
 * elsewhere is told loopback addresses. Everything can be overridden.
 */
final class DemoDefaults implements EnvironmentPostProcessor {

  private static final int NODES = 4;
  private static final String LOOPBACK = "127.0.0.1";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var binder = Binder.get(environment);
    var seeds = binder.bind("memberlist.join.seeds", Bindable.listOf(String.class));
    var wanted = binder.bind("sample.demo-nodes", Integer.class);
    boolean alone = !seeds.isBound() || seeds.get().isEmpty();
    int otherwise = alone ? NODES : 0;
    int nodes = wanted.isBound() ? wanted.get() : otherwise;
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("sample.demo-nodes", nodes);
    if (nodes > 0) {
      defaults.put("memberlist.bind-addr", LOOPBACK);
      defaults.put("server.address", LOOPBACK);
    }
    environment.getPropertySources().addLast(new MapPropertySource("demoDefaults", defaults));
  }
}
