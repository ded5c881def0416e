package io.memberlist.spring.autoconfigure.docker;

import io.memberlist.spring.autoconfigure.MemberlistConnectionDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.ReflectionUtils;
import org.testcontainers.containers.Container;
import org.testcontainers.utility.DockerImageName;

/**
 * A container with {@code @ServiceConnection} as the seed: one with a known image, or any with
 * {@code @ServiceConnection("memberlist")}, which a bean method needs, since Spring Boot does not
 * create the container to see its image. Testcontainers publishes TCP ports only: a member reaches
 * others by UDP where the container's own address can be reached.
 */
final class MemberlistContainerConnectionDetailsFactory
    extends ContainerConnectionDetailsFactory<Container<?>, MemberlistConnectionDetails> {

  MemberlistContainerConnectionDetailsFactory() {
    super(ANY_CONNECTION_NAME);
  }

  @Override
  protected boolean sourceAccepts(
      ContainerConnectionSource<Container<?>> source, Class<?> container, Class<?> details) {
    if (source.accepts(KnownImages.CONNECTION, container, details)) {
      return true;
    }
    var name = name(source);
    return name != null && KnownImages.contains(name) && source.accepts(name, container, details);
  }

  /**
   * As annotated, else the image without registry and tag. A source compares it with whole names
   * only, and the owners of images vary.
   */
  private static @Nullable String name(ContainerConnectionSource<?> source) {
    var getter = ReflectionUtils.findMethod(ContainerConnectionSource.class, "getConnectionName");
    if (getter == null) {
      return null;
    }
    ReflectionUtils.makeAccessible(getter);
    return (String) ReflectionUtils.invokeMethod(getter, source);
  }

  @Override
  protected MemberlistConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<Container<?>> source) {
    return new Details(source);
  }

  /**
   * The mapped TCP port of the container, which is started by the first question and by no other: a
   * test may have stopped it to see its member fail.
   */
  private static final class Details extends ContainerConnectionDetails<Container<?>>
      implements MemberlistConnectionDetails {

    private volatile @Nullable List<String> seeds;

    Details(ContainerConnectionSource<Container<?>> source) {
      super(source);
    }

    @Override
    public List<String> getSeeds() {
      var known = seeds;
      if (known == null) {
        known = seeds(getContainer());
        seeds = known;
      }
      return known;
    }

    private static List<String> seeds(Container<?> container) {
      var image = DockerImageName.parse(container.getDockerImageName()).getRepository();
      return KnownImages.seeds(image, container.getHost(), container::getMappedPort);
    }
  }
}
