package io.memberlist.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void theSameRumourIsKeptOnce() {
    var first = announcements.shared("a", new byte[] {4, 1});

    assertThat(announcements.shared("a", new byte[] {4, 1})).isSameAs(first);
    assertThat(announcements.shared("a", new byte[] {4, 2})).containsExactly(4, 2);
    assertThat(announcements.shared("b", new byte[] {4, 1})).containsExactly(4, 1);
  }
}
