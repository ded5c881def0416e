package io.memberlist.spring.autoconfigure.docker;

import io.memberlist.spring.autoconfigure.MemberlistConnectionDetails;
import java.util.List;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * A service of Docker Compose as the seed: one with a known image, or with the label {@code
 * org.springframework.boot.service-connection=memberlist}. Its UDP port has to be published under
 * the same number, and it has to advertise the host's address.
 */
final class MemberlistDockerComposeConnectionDetailsFactory
    extends DockerComposeConnectionDetailsFactory<MemberlistConnectionDetails> {

  private static final String LABEL = "org.springframework.boot.service-connection";

  MemberlistDockerComposeConnectionDetailsFactory() {
    super(source -> isMember(source.getRunningService()));
  }

  private static boolean isMember(RunningService service) {
    var label = service.labels().get(LABEL);
    return label == null
        ? KnownImages.contains(service.image().getName())
        : label.equals(KnownImages.CONNECTION);
  }

  @Override
  protected MemberlistConnectionDetails getDockerComposeConnectionDetails(
      DockerComposeConnectionSource source) {
    return new Details(source.getRunningService());
  }

  /** The mapped TCP port of the service. */
  private static final class Details extends DockerComposeConnectionDetails
      implements MemberlistConnectionDetails {

    private final List<String> seeds;

    Details(RunningService service) {
      super(service);
      seeds = KnownImages.seeds(service.image().getName(), service.host(), service.ports()::get);
    }

    @Override
    public List<String> getSeeds() {
      return seeds;
    }
  }
}
