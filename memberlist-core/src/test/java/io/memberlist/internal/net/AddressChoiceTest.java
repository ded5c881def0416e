package io.memberlist.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressChoiceTest {

  private static final MachineAddress LOOPBACK = address("127.0.0.1", 8, "lo");
  private static final MachineAddress PUBLIC = address("8.8.4.4", 24, "eth1");
  private static final MachineAddress PRIVATE = address("192.168.1.7", 24, "eth0");

  @Test
  void privateAddressComesBeforePublicOne() {
    var choice = choose(LOOPBACK, PUBLIC, PRIVATE);

    assertThat(choice).isEqualTo(new AddressChoice(PRIVATE, "private address of eth0", false));
  }

  @Test
  void interfaceOfTheDefaultRouteComesFirst() {
    var routed = new MachineAddress(ip("fd00::7"), 64, "wg0", true, true);

    assertThat(choose(PRIVATE, routed).address()).isEqualTo(routed);
  }

  @Test
  void ipv4ComesBeforeIpv6AndThenTheShorterPrefix() {
    var ipv6 = address("fd00::7", 8, "eth0");
    var shorter = address("10.0.0.7", 8, "eth2");

    assertThat(choose(ipv6, PRIVATE, shorter).address()).isEqualTo(shorter);
    assertThat(choose(ipv6, PRIVATE).address()).isEqualTo(PRIVATE);
    assertThat(choose(ipv6).address()).isEqualTo(ipv6);
  }

  @Test
  void interfacesThatAreDownDoNotCount() {
    var down = new MachineAddress(ip("10.0.0.7"), 8, "eth2", false, true);

    assertThat(choose(down, PRIVATE).address()).isEqualTo(PRIVATE);
    assertThat(AddressChoice.of(List.of(down))).isEmpty();
    assertThat(AddressChoice.rejections(List.of(down, LOOPBACK)))
        .containsExactly(
            "10.0.0.7 of eth2 (interface is down)",
            "127.0.0.1 of lo (not reachable from elsewhere)");
  }

  @Test
  void def_14_machineWithOnlyAPublicAddressAnnouncesIt() {
    var choice = choose(LOOPBACK, PUBLIC);

    assertThat(choice)
        .isEqualTo(
            new AddressChoice(
                PUBLIC, "public address, since there is no private one, of eth1", true));
  }

  @Test
  void def_14_carrierGradeNatIsPrivate() {
    var carrier = address("100.64.3.4", 10, "rmnet0");

    assertThat(choose(LOOPBACK, PUBLIC, carrier))
        .isEqualTo(new AddressChoice(carrier, "private address of rmnet0", false));
  }

  @Test
  void def_14_machineWithOnlyLinkLocalAddressesAnnouncesLoopback() {
    var choice =
        choose(address("169.254.3.4", 16, "eth0"), address("fe80::1", 64, "eth0"), LOOPBACK);

    assertThat(choice)
        .isEqualTo(
            new AddressChoice(LOOPBACK, "loopback address, since there is no other, of lo", true));
  }

  @Test
  void thisMachineHasAnAddress() {
    var all = MachineAddress.all();

    assertThat(all).extracting(a -> a.ip().length).isSubsetOf(4, 16);
    assertThat(AddressChoice.of(all)).isPresent();
  }

  @Test
  void privateMeansABlockOfRfc6890() {
    assertThat(
            List.of(
                "10.1.1.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.127.0.1",
                "127.0.0.1",
                "fd00::1",
                "::1"))
        .allMatch(text -> AddressChoice.isPrivate(ip(text)));
    assertThat(List.of("8.8.8.8", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2a00:1450::1"))
        .noneMatch(text -> AddressChoice.isPrivate(ip(text)));
    assertThat(AddressChoice.isPrivate(IpAddress.mapped(ip("10.1.1.1")))).isTrue();
    assertThat(AddressChoice.isPrivate(IpAddress.mapped(ip("8.8.8.8")))).isFalse();
  }

  private static AddressChoice choose(MachineAddress... addresses) {
    return AddressChoice.of(List.of(addresses)).orElseThrow();
  }

  private static MachineAddress address(String ip, int prefix, String name) {
    return new MachineAddress(ip(ip), prefix, name, true, false);
  }

  private static byte[] ip(String text) {
    return IpAddress.parse(text);
  }
}
