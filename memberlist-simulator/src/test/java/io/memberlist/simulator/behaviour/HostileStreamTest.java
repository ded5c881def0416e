package io.memberlist.simulator.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.simulator.RawPeer;
import io.memberlist.simulator.SimCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;

/** Streams that announce what cannot be. */
class HostileStreamTest {

  private static final int PUSH_PULL = 6;
  private static final int USER = 8;

  private final Recorder received = new Recorder();
  private final SimCluster cluster =
      SimCluster.of(1).nodes(2).config(c -> c.delegate(received)).joined();
  private final RawPeer peer = new RawPeer(cluster);

  private void isClosedWithoutReply(byte[] request) {
    var exchange = peer.request(cluster.node(0), request);

    assertThat(exchange.answer).isEmpty();
    assertThat(cluster.node(0).refused()).isEqualTo(1);
    assertThat(received.messages).isEmpty();
    assertThat(cluster.converged()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10000000,0", "0,30000000", "-1,0", "0,-1", "1048577,0", "0,20971521"})
  void lim_01_lim_02_lim_04_absurdCountsCloseTheStreamWithoutReply(long nodes, long stateLength)
      throws IOException {
    var header = new ByteArrayOutputStream();
    header.write(PUSH_PULL);
    try (var packer = MessagePack.newDefaultPacker(header)) {
      packer.packMapHeader(3);
      packer.packString("Join").packBoolean(true);
      packer.packString("Nodes").packLong(nodes);
      packer.packString("UserStateLen").packLong(stateLength);
    }

    isClosedWithoutReply(header.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {30_000_000, -1, 20_971_521})
  void lim_03_lim_04_absurdMessageLengthsCloseTheStreamWithoutReply(long length)
      throws IOException {
    var header = new ByteArrayOutputStream();
    header.write(USER);
    try (var packer = MessagePack.newDefaultPacker(header)) {
      packer.packMapHeader(1);
      packer.packString("UserMsgLen").packLong(length);
    }

    isClosedWithoutReply(header.toByteArray());
  }
}
