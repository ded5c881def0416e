package io.memberlist.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "10.1.2.3",
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "fe80::aede:48ff:fe00:1122",
        "2001:DB8:a0b:12f0::1",
        "64:ff9b::1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
        "::1.2.3.4",
        "1:2:3:4:5:6:7::"
      })
  void literalsGiveTheSystemsBytes(String text) throws Exception {
    assertThat(IpAddress.parse(text)).isEqualTo(InetAddress.getByName(text).getAddress());
    assertThat(IpAddress.isLiteral(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.1",
        "1.2.3.4.5",
        "256.0.0.1",
        "010.0.0.1",
        "1.2.3.",
        "1.2.3.-4",
        " 1.2.3.4",
        "fe80::1%eth0",
        "[::1]",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3.4::",
        "::1.2.3",
        "1.2.3.4:1::",
        "::1.2.3.4:1",
        "1:2:3:4:5:6:7:8::",
        "٣.1.1.1"
      })
  void everythingElseIsNone(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Test
  void mappedLiteralIsIpv4() {
    assertThat(IpAddress.parse("::ffff:10.0.0.7")).isEqualTo(new byte[] {10, 0, 0, 7});
    assertThat(IpAddress.parse("::ffff:0a00:7")).isEqualTo(new byte[] {10, 0, 0, 7});
  }

  @Test
  void mappingGoesBothWays() {
    var ipv4 = new byte[] {10, 0, 0, 7};
    var ipv6 = IpAddress.parse("fd00::7");

    assertThat(IpAddress.mapped(ipv4))
        .isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 7});
    assertThat(IpAddress.unmapped(IpAddress.mapped(ipv4))).isEqualTo(ipv4);
    assertThat(IpAddress.mapped(ipv6)).isSameAs(ipv6);
    assertThat(IpAddress.unmapped(ipv6)).isSameAs(ipv6);
    assertThat(IpAddress.isMapped(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 7}))
        .isFalse();
  }

  @Test
  void unspecifiedInAllForms() {
    assertThat(IpAddress.isUnspecified(new byte[4])).isTrue();
    assertThat(IpAddress.isUnspecified(new byte[16])).isTrue();
    assertThat(IpAddress.isUnspecified(IpAddress.mapped(new byte[4]))).isTrue();
    assertThat(IpAddress.isUnspecified(new byte[] {0, 0, 0, 1})).isFalse();
  }

  @Test
  void jdkFormNeedsFourOrSixteenBytes() {
    assertThat(IpAddress.socketAddress(new byte[] {10, 0, 0, 7}, 80).toString())
        .isEqualTo("/10.0.0.7:80");
    assertThatThrownBy(() -> IpAddress.inetAddress(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }

  @Test
  void hostNameIsKnown() {
    assertThat(HostName.get()).isNotEmpty().doesNotContain("\n", " ");
  }
}
