package io.memberlist.cli.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.cli.Stdio;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.MockNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultyTransportTest {

  private final Faults faults = new Faults();
  private final FaultyTransport transport =
      new FaultyTransport(
          new MockNetwork().connect("a", new Statistics()), faults, events(), false, "a");

  private static Events events() {
    return new Events(
        new Stdio(
            InputStream.nullInputStream(),
            System.out,
            System.err,
            Clock.systemUTC(),
            () -> false,
            true),
        true);
  }

  @Test
  void aPacketToBeDelayedAfterTheShutdownFailsLikeAnyOther() {
    faults.delay(TimeUnit.SECONDS.toNanos(1));
    var somebody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7946);
    transport.shutdown();

    assertThatThrownBy(() -> transport.writeTo(new byte[1], 0, 1, new Address(somebody, "b")))
        .isInstanceOf(IOException.class)
        .hasMessage("the transport was shut down");
  }
}
