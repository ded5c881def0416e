package io.memberlist.internal.core;

import static io.memberlist.internal.core.WholeCore.SOMEWHERE;
import static io.memberlist.internal.core.WholeCore.addressOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Nack;
import io.memberlist.internal.wire.Ping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application's ping (§10.8), with a time limit of one second. */
class CorePingTest {

  private final WholeCore node =
      WholeCore.quiet(c -> c.probeTimeout(Duration.ofSeconds(1))).knowing("m2").drained();
  private final List<String> told = new ArrayList<>();
  private final PingCallback callback =
      new PingCallback() {
        @Override
        public void answered(long rttNanos) {
          told.add("answered after " + rttNanos);
        }

        @Override
        public void failed(SendResult sent) {
          told.add("failed " + sent);
        }
      };

  private void ping() {
    node.core.ping("m2", addressOf("m2"), callback, node.now);
  }

  @Test
  void ack_09_theRoundTripIsMeasured() {
    ping();
    node.passMillis(3);

    node.acks(node.sent(Ping.class).get(0));

    assertThat(told).containsExactly("answered after 3000000");
    assertThat(node.output.packets.get(0).to()).isEqualTo(addressOf("m2"));
    assertThat(node.output.events).as("no PingComplete").isEmpty();
    assertThat(node.health()).isZero();
  }

  @Test
  void def_23_theRoundTripIsNeverBelowOneNanosecond() {
    ping();

    node.core.onMessage(new Ack(1, null), SOMEWHERE, node.now - 1000, node.now);

    assertThat(told).containsExactly("answered after 1");
  }

  @Test
  void ack_10_withoutAnAnswerItFailsAtTheTimeLimitAndNobodyElseIsAsked() {
    ping();
    node.passMillis(999);
    assertThat(told).isEmpty();
    node.hears(new Nack(1));
    node.passMillis(1);

    assertThat(told).containsExactly("failed SENT");
    assertThat(node.output.packets).hasSize(1);
    assertThat(node.output.streamPings).isEmpty();
    assertThat(node.health()).isZero();
  }

  @Test
  void whatCannotBeSentFailsAtOnce() {
    node.output.sendResult = SendResult.REMOTE_FAILURE;

    ping();
    node.passMillis(2000);

    assertThat(told).containsExactly("failed REMOTE_FAILURE");
  }
}
