package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {

  @Test
  void log_01_log_02_whoTheLogSpeaksOf() {
    assertThat(Addresses.text(null)).isEqualTo("<unknown address>");
    assertThat(Addresses.text(new InetSocketAddress("127.0.0.1", 7946)))
        .isEqualTo("127.0.0.1:7946");
  }
}
