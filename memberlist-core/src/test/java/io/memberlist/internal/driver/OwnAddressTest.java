package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The node announces 192.0.2.7:8000 and has bound port 7946. */
class OwnAddressTest {

  private static final AdvertisedAddress ADVERTISED =
      new AdvertisedAddress(new byte[] {(byte) 192, 0, 2, 7}, 8000, "configured");

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 192.0.2.7, 8000, true",
    "127.0.0.1, 192.0.2.7, 7946, false",
    "127.0.0.1, 127.0.0.1, 7946, true",
    "127.0.0.1, 127.0.0.1, 7947, false",
    "127.0.0.1, 127.0.0.2, 7946, false",
    "0.0.0.0, 127.0.0.2, 7946, true",
    "0.0.0.0, 192.0.2.9, 7946, false",
    "0.0.0.0, 127.0.0.2, 7947, false"
  })
  void whatTheNodeAnnouncesOrHasBoundIsItsOwn(
      String bindAddr, String host, int port, boolean expected) {
    var own = new OwnAddress(ADVERTISED, bindAddr, 7946);

    assertThat(own.test(new Address(new InetSocketAddress(host, port), null))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "127.0.0.1"})
  void aNameThatWasNotResolvedIsNobodys(String bindAddr) {
    var own = new OwnAddress(ADVERTISED, bindAddr, 7946);
    var unresolved = InetSocketAddress.createUnresolved("localhost", 7946);

    assertThat(own.test(new Address(unresolved, null))).isFalse();
  }
}
