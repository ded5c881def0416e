package io.memberlist.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.internal.core.NodeInfo;
import io.memberlist.internal.wire.NodeAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

  private final Announcements announcements = new Announcements();

  private NodeInfo shared(int port, byte @Nullable [] meta) {
    var address = new NodeAddress(new byte[] {10, 0, 0, 1}, port);
    return announcements.shared(new NodeInfo("a", address, meta, new byte[] {1, 5, 2, 0, 0, 0}));
  }

  @Test
  void whatIsTheSameIsOneObject() {
    assertThat(shared(7946, null)).isSameAs(shared(7946, null));
    assertThat(shared(7946, new byte[] {1})).isSameAs(shared(7946, new byte[] {1}));
  }

  @Test
  void whatDiffersStaysAsItIs() {
    assertThat(shared(7946, null).meta()).isNull();
    assertThat(shared(7946, new byte[0]).meta()).isEmpty();
    assertThat(shared(7947, null).address().port()).isEqualTo(7947);
    assertThat(shared(7946, null).address().port()).isEqualTo(7946);
  }

  private record Rumour(String name, byte[] message) implements NamedBroadcast {
    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public void finished() {}
  }

  private NamedBroadcast rumour(String name, int about) {
    return announcements.shared(new Rumour(name, new byte[] {4, (byte) about}));
  }

  @Test
  void theSameRumourIsKeptOnce() {
    var first = rumour("a", 1);

    assertThat(rumour("a", 1)).isSameAs(first);
    assertThat(rumour("a", 2).message()).containsExactly(4, 2);
    assertThat(rumour("b", 1).name()).isEqualTo("b");
  }
}
