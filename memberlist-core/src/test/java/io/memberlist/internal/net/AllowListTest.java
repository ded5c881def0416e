package io.memberlist.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.5",
        "10.0.0.9",
        "172.16.0.7",
        "192.168.2.1",
        "fe80::aede:48ff:fe00:1122",
        "::1"
      })
  void cidr_01_cfg_13_noListAllowsAll(String address) {
    assertThat(AllowList.of(List.of()).allows(ip(address))).isTrue();
    assertThat(AllowList.of(List.of()).active()).isFalse();
  }

  @Test
  void cidr_02_absentListAllowsAll() {
    assertAllows(List.of(), "127.0.0.5", "10.0.0.9", "192.168.1.7", "::1");
  }

  @Test
  void cidr_03_allOfIpv4() {
    var list = List.of("0.0.0.0/0");

    assertAllows(list, "127.0.0.5", "10.0.0.9", "192.168.1.7");
    assertRefuses(list, "fe80::38bc:4dff:fe62:b1ae", "::1");
    assertThat(AllowList.of(list).allows(IpAddress.mapped(ip("10.0.0.9")))).isTrue();
  }

  @Test
  void cidr_04_allOfIpv6() {
    var list = List.of("::0/0");

    assertAllows(list, "fe80::38bc:4dff:fe62:b1ae", "::1");
    assertRefuses(list, "127.0.0.5", "10.0.0.9", "192.168.1.7");
    assertThat(AllowList.of(list).allows(IpAddress.mapped(ip("10.0.0.9")))).isFalse();
  }

  @Test
  void cidr_05_loopbackOfBothFamilies() {
    var list = List.of("::1/128", "127.0.0.0/8");

    assertAllows(list, "127.0.0.5", "::1");
    assertRefuses(
        list, "::2", "178.250.0.187", "10.0.0.9", "192.168.1.7", "fe80::38bc:4dff:fe62:b1ae");
  }

  @Test
  void hostBitsAreMaskedOffAndSpacesTrimmed() {
    var list = List.of(" 10.1.2.3/12 ", "2001:db8::ffff/33");

    assertAllows(list, "10.0.0.0", "10.15.255.255", "2001:db8:7fff::1");
    assertRefuses(list, "10.16.0.0", "2001:db8:8000::1");
  }

  @Test
  void mappedNetworkMeansIpv4() {
    assertAllows(List.of("::ffff:10.0.0.0/104"), "10.1.1.1");
    assertRefuses(List.of("::ffff:10.0.0.0/104"), "11.1.1.1", "::1");
    assertRefuses(List.of("::ffff:10.0.0.0/80"), "10.0.0.1");
  }

  @Test
  void allBadNetworksAreNamed() {
    assertThatThrownBy(
            () ->
                AllowList.of(
                    List.of(
                        "10.0.0.0/8",
                        "10.0.0.0",
                        "10.0.0.0/33",
                        "::/129",
                        "host/8",
                        "10.0.0.0/-1",
                        "1/2/3",
                        "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(": 10.0.0.0, 10.0.0.0/33, ::/129, host/8, 10.0.0.0/-1, 1/2/3, ");
  }

  private static void assertAllows(List<String> list, String... addresses) {
    assertThat(addresses).allMatch(a -> AllowList.of(list).allows(ip(a)));
  }

  private static void assertRefuses(List<String> list, String... addresses) {
    assertThat(addresses).noneMatch(a -> AllowList.of(list).allows(ip(a)));
  }

  private static byte[] ip(String text) {
    return IpAddress.parse(text);
  }
}
