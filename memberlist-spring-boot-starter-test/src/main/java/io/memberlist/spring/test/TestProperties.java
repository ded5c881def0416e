package io.memberlist.spring.test;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Defaults for contexts with {@link AutoConfigureMemberlist}, behind all other properties: the node
 * joins before the context is ready, and nobody waits when it leaves.
 */
final class TestProperties implements ContextCustomizerFactory {

  static final String PEERS = "memberlist.test.peers";

  private static final String SOURCE = "memberlistTest";

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    var annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureMemberlist.class);
    return annotation == null ? null : new Defaults(annotation.peers());
  }

  /** Equal for equal annotations, so that contexts are cached. */
  private record Defaults(int peers) implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      context
          .getEnvironment()
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  SOURCE,
                  Map.of(
                      PEERS,
                      peers,
                      "memberlist.join.fail-fast",
                      true,
                      "memberlist.leave.propagation-delay",
                      "0ms")));
    }
  }
}
