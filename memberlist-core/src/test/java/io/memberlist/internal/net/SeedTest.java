package io.memberlist.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

  private static final int DEFAULT_PORT = 7946;

  @ParameterizedTest
  @CsvSource({
    "addr_01, localhost, localhost, 7946",
    "addr_02, localhost:80, localhost, 80",
    "addr_05, 127.0.0.1, 127.0.0.1, 7946",
    "addr_06, 127.0.0.1:80, 127.0.0.1, 80",
    "addr_07, [::1]:80, ::1, 80",
    "addr_08, [::1], ::1, 7946",
    "addr_09, [2001:db8:a0b:12f0::1], 2001:db8:a0b:12f0::1, 7946",
    "addr_10, [2001:db8:a0b:12f0::1]:80, 2001:db8:a0b:12f0::1, 80",
    "bare, ::1, ::1, 7946",
    "bare, 2001:db8::1, 2001:db8::1, 7946",
    "brackets, [10.1.2.3], 10.1.2.3, 7946",
    "zeros, 10.1.2.3:080, 10.1.2.3, 80",
    "zero, 10.1.2.3:0, 10.1.2.3, 0",
    "def_53, 10.1.2.3:32768, 10.1.2.3, 32768",
    "def_53, 10.1.2.3:65535, 10.1.2.3, 65535"
  })
  void addr_01_02_05_to_10_def_52_def_53_goodEntries(
      String row, String entry, String host, int port) {
    assertThat(Seed.parse(entry, DEFAULT_PORT))
        .as(row)
        .isEqualTo(new Seed(null, host, port, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:80",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]:80",
        "[::1]",
        "[2001:db8:a0b:12f0::1]"
      })
  void addr_12_nodeNameInFrontOfGoodEntries(String entry) {
    var bare = Seed.parse(entry, DEFAULT_PORT);

    assertThat(Seed.parse("foo.bar/" + entry, DEFAULT_PORT))
        .isEqualTo(new Seed("foo.bar", bare.host(), bare.port(), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:80000",
        ":80",
        "host:",
        "1.2.3.4:99999",
        "1.2.3.4:-1",
        "1.2.3.4:+1",
        "host:http",
        "1.2.3.4:4294967377",
        "",
        "[::1",
        "[::1]x:80",
        "a[b]:80",
        "[]:80",
        "[]"
      })
  void addr_03_04_12_badEntriesAreRefusedWithAndWithoutName(String entry) {
    assertThatThrownBy(() -> Seed.parse(entry, DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Seed.parse("foo.bar/" + entry, DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addr_03_portIsNamedInTheReason() {
    assertThatThrownBy(() -> Seed.parse("localhost:80000", DEFAULT_PORT))
        .hasMessage("\"localhost:80000\" has no port within 0..65535 after the colon");
  }

  @Test
  void addr_04_missingHostIsNamedInTheReason() {
    assertThatThrownBy(() -> Seed.parse(":80", DEFAULT_PORT)).hasMessage("\":80\" has no host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/127.0.0.1:80", "/x", "/"})
  void addr_11_emptyNodeNameIsRefused(String entry) {
    assertThatThrownBy(() -> Seed.parse(entry, DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty node name");
  }

  @Test
  void onlyTheFirstSlashSeparates() {
    assertThat(Seed.parse("a/b/c", DEFAULT_PORT))
        .isEqualTo(new Seed("a", "b/c", DEFAULT_PORT, false));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, false",
    "1.2.3.4:1234, true",
    "2600:1f14:e22:1501:f9a:2e0c:a167:67e8, false",
    "[2600:1f14:e22:1501:f9a:2e0c:a167:67e8], false",
    "[2600:1f14:e22:1501:f9a:2e0c:a167:67e8]:1234, true",
    "localhost, false",
    "localhost:1234, true",
    "hashicorp.com, false",
    "hashicorp.com:1234, true"
  })
  void addr_13_hasPort(String address, boolean expected) {
    assertThat(Seed.hasPort(address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4:8301",
    "1.2.3.4:1234, 1.2.3.4:1234",
    "2600:1f14:e22:1501:f9a:2e0c:a167:67e8, [2600:1f14:e22:1501:f9a:2e0c:a167:67e8]:8301",
    "[2600:1f14:e22:1501:f9a:2e0c:a167:67e8], [2600:1f14:e22:1501:f9a:2e0c:a167:67e8]:8301",
    "[2600:1f14:e22:1501:f9a:2e0c:a167:67e8]:1234, [2600:1f14:e22:1501:f9a:2e0c:a167:67e8]:1234",
    "localhost, localhost:8301",
    "localhost:1234, localhost:1234",
    "hashicorp.com, hashicorp.com:8301",
    "hashicorp.com:1234, hashicorp.com:1234"
  })
  void addr_14_ensurePort(String address, String expected) {
    assertThat(Seed.ensurePort(address, 8301)).isEqualTo(expected);
  }

  @Test
  void def_15_portBehindABareIpv6AddressTellsHowToWriteIt() {
    assertThatThrownBy(() -> Seed.parse("2001:db8:1:2:3:4:5:6:7946", DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use [addr]:port");
    assertThatThrownBy(() -> Seed.parse("fe80::1%eth0", DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void def_40_serviceHasNoPort() {
    assertThat(Seed.parse("srv+_gossip._tcp.example.org", DEFAULT_PORT))
        .isEqualTo(new Seed(null, "_gossip._tcp.example.org", 0, true));
    assertThat(Seed.parse("a/srv+x", DEFAULT_PORT)).isEqualTo(new Seed("a", "x", 0, true));
    assertThatThrownBy(() -> Seed.parse("srv+x:80", DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Seed.parse("srv+", DEFAULT_PORT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
