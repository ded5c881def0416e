package io.memberlist.spring.autoconfigure.docker;

import java.util.List;
import java.util.OptionalInt;

/** Images of programs that are members of clusters, and the ports of their gossip. */
final class KnownImages {

  /** Of a service that only its label makes a member. */
  static final int USUAL_PORT = 7946;

  private record Image(String suffix, int port) {}

  private static final List<Image> ALL =
      List.of(
          new Image("/serf", USUAL_PORT),
          new Image("/consul", 8301),
          new Image("prom/alertmanager", 9094));

  private KnownImages() {}

  /** Port of an image without tag, such as {@code hashicorp/serf}; empty if it is not known. */
  static OptionalInt port(String name) {
    return ALL.stream()
        .filter(image -> name.endsWith(image.suffix))
        .mapToInt(Image::port)
        .findFirst();
  }
}
