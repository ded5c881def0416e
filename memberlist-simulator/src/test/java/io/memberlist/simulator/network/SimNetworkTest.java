package io.memberlist.simulator.network;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.simulator.time.SimClock;
import io.memberlist.simulator.time.SimRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimNetworkTest {

  private final SimClock clock = new SimClock();
  private final SimNetwork network = new SimNetwork(clock, new SimRandom(1, 0));
  private final Host a = new Host(0);
  private final Host b = new Host(1);

  SimNetworkTest() {
    network.attach(a);
    network.attach(b);
  }

  private static final class Host implements Endpoint {
    private final int number;
    private final List<byte[]> packets = new ArrayList<>();
    private Reach reach = Reach.LISTENING;

    private Host(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public NodeAddress address() {
      return new NodeAddress(new byte[] {10, 0, 0, (byte) number}, 1);
    }

    @Override
    public Reach reach() {
      return reach;
    }

    @Override
    public void onPacket(byte[] packet, NodeAddress source) {
      packets.add(packet);
    }

    @Override
    public void onStream(SimStream stream, byte[] request) {
      stream.answer(request);
    }
  }

  private final class Caller implements StreamCaller {
    private String ended = "";
    private long at;

    @Override
    public void connected(SimStream stream) {
      stream.deadline(clock.now() + ofSeconds(5).toNanos());
      stream.write(new byte[] {1, 2, 3});
    }

    @Override
    public void answered(byte[] bytes) {
      end("answered " + bytes.length);
    }

    @Override
    public void failed(StreamFailure why) {
      end(why.name());
    }

    private void end(String how) {
      assertThat(ended).isEmpty();
      ended = how;
      at = clock.now();
    }
  }

  private Caller dial() {
    var caller = new Caller();
    network.dial(a, b.address(), clock.now() + ofSeconds(2).toNanos(), caller);
    return caller;
  }

  private void sendMany(int number) {
    for (int i = 0; i < number; i++) {
      network.send(a, b.address(), new byte[] {7, 7, 7, 7}, 4);
    }
    clock.run(ofSeconds(20));
  }

  @Test
  void aPacketTakesItsTime() {
    network.send(a, b.address(), new byte[] {7}, 1);

    clock.runUntil(199_999);
    assertThat(b.packets).isEmpty();
    clock.runUntil(600_000);
    assertThat(b.packets).hasSize(1);
  }

  @Test
  void lossDuplicationReplayAndCorruptionComeAsOftenAsSaid() {
    network.conditions(LinkConditions.DEFAULT.withLoss(0.3));
    sendMany(10_000);
    assertThat(b.packets.size()).isBetween(6_800, 7_200);

    b.packets.clear();
    network.conditions(LinkConditions.DEFAULT.withDisorder(0.1, 0, 0.1));
    sendMany(10_000);
    assertThat(b.packets.size()).isBetween(11_800, 12_200);

    b.packets.clear();
    network.conditions(LinkConditions.DEFAULT.withCorruption(1));
    sendMany(1_000);
    assertThat(b.packets).noneMatch(packet -> Arrays.equals(packet, new byte[] {7, 7, 7, 7}));
  }

  @Test
  void aCutIsOneWayForPacketsAndEndsStreams() {
    network.cut(0, 1);

    network.send(a, b.address(), new byte[] {7}, 1);
    network.send(b, a.address(), new byte[] {7}, 1);
    var caller = dial();
    clock.run(ofSeconds(10));

    assertThat(b.packets).isEmpty();
    assertThat(a.packets).hasSize(1);
    assertThat(caller.ended).isEqualTo("TIMED_OUT");
    assertThat(caller.at).isEqualTo(ofSeconds(2).toNanos());
  }

  @Test
  void aStreamIsAnsweredAfterFiveWays() {
    var caller = dial();
    clock.run(ofSeconds(1));

    assertThat(caller.ended).isEqualTo("answered 3");
    assertThat(caller.at).isBetween(1_000_000L, 3_000_000L);
  }

  @Test
  void whoDoesNotListenRefusesAndWhoIsNotThereIsSilent() {
    b.reach = Reach.REFUSING;
    var refused = dial();
    b.reach = Reach.SILENT;
    var silent = dial();
    clock.run(ofSeconds(10));

    assertThat(refused.ended).isEqualTo("REFUSED");
    assertThat(refused.at).isLessThan(ofMillis(2).toNanos());
    assertThat(silent.ended).isEqualTo("TIMED_OUT");
  }

  @Test
  void aProcessThatEndsMeanwhileResets() {
    network.conditions(LinkConditions.DEFAULT.withDelay(ofMillis(10), ofMillis(10)));
    var caller = dial();
    clock.run(ofMillis(35));
    b.reach = Reach.REFUSING;
    clock.run(ofSeconds(1));

    assertThat(caller.ended).isEqualTo("RESET");
  }

  @Test
  void streamsAreRefusedAndBreakOffAsOftenAsSaid() {
    network.conditions(LinkConditions.DEFAULT.withStreams(1, 0));
    var refused = dial();
    clock.run(ofSeconds(10));
    network.conditions(LinkConditions.DEFAULT.withStreams(0, 1));
    var cut = dial();
    clock.run(ofSeconds(10));

    assertThat(refused.ended).isEqualTo("REFUSED");
    assertThat(cut.ended).isIn("answered 0", "answered 1");
  }
}
