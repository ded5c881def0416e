package io.memberlist.spring.autoconfigure.docker;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Images of programs that are members of clusters, and the ports of their gossip. */
final class KnownImages {

  /** What makes any other container a member: the value of a label, the name of a connection. */
  static final String CONNECTION = "memberlist";

  /** Of a container that only {@link #CONNECTION} makes a member. */
  private static final int USUAL_PORT = 7946;

  private record Image(String suffix, int port) {}

  private static final List<Image> ALL =
      List.of(
          new Image("/serf", USUAL_PORT),
          new Image("/consul", 8301),
          new Image("prom/alertmanager", 9094));

  private KnownImages() {}

  /** Whether an image without tag, such as {@code hashicorp/serf}, is one of them. */
  static boolean contains(String name) {
    return ALL.stream().anyMatch(image -> name.endsWith(image.suffix));
  }

  /**
   * A container as a seed.
   *
   * @param image without tag
   * @param host where its ports are published
   * @param published gives the published port for a TCP port of the container
   */
  static List<String> seeds(String image, String host, IntUnaryOperator published) {
    int port =
        ALL.stream()
            .filter(known -> image.endsWith(known.suffix))
            .mapToInt(Image::port)
            .findFirst()
            .orElse(USUAL_PORT);
    var bracketed = host.contains(":") ? "[" + host + "]" : host;
    return List.of(bracketed + ":" + published.applyAsInt(port));
  }
}
