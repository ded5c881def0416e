package io.memberlist.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.cli.Cli;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A capture of two agents on loopback, one joining the other, exchanging a message and leaving:
 * encrypted with the key {@code 0123456789abcdef}, label {@code prod}.
 */
@SuppressWarnings("unchecked")
class RecordedCaptureTest {

  private static Cli.Result decode(String... options) throws URISyntaxException {
    var resource = RecordedCaptureTest.class.getResource("/captures/two-nodes.pcapng");
    var file = Path.of(Objects.requireNonNull(resource).toURI()).toString();
    var arguments = new java.util.ArrayList<>(List.of("decode", "--pcap", file));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void everythingTwoNodesSaidIsUnderstood() throws URISyntaxException {
    var result = decode("--json", "--key", "0123456789abcdef", "--label", "prod");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    var types = new HashSet<Object>();
    for (var each : result.objects()) {
      assertThat(each).containsKeys("n", "ts", "from", "to").doesNotContainKey("error");
      ((List<Map<String, Object>>) each.get("messages"))
          .forEach(message -> types.add(message.get("type")));
    }
    assertThat(types).contains("ping", "ack", "pushPull", "user", "alive", "dead");
  }

  @Test
  void bothSidesOfTheStateExchangeAreFollowed() throws URISyntaxException {
    var exchanges =
        decode("--json", "--key", "0123456789abcdef", "--label", "prod").objects().stream()
            .filter(each -> each.get("messages").toString().contains("type=pushPull"))
            .toList();

    assertThat(exchanges).hasSize(2);
    assertThat(exchanges.get(0).get("from")).isEqualTo(exchanges.get(1).get("to"));
  }

  @Test
  void withoutTheKeyNothingIs() throws URISyntaxException {
    var result = decode("--json", "--label", "prod");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.objects()).allMatch(each -> each.containsKey("error"));
  }
}
