package io.memberlist.spring.pausing;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Spring pauses a cached test context while another one is used, so that both can have the same
 * fixed port (S-35).
 */
abstract class PausingTests {

  private static final int PORT = freePort();

  @SpringBootConfiguration
  @ImportAutoConfiguration(MemberlistAutoConfiguration.class)
  static class Application {}

  @DynamicPropertySource
  static void port(DynamicPropertyRegistry registry) {
    registry.add("memberlist.bind-port", () -> PORT);
    registry.add("memberlist.bind-addr", () -> "127.0.0.1");
    registry.add("memberlist.preset", () -> "local");
    registry.add("memberlist.leave.propagation-delay", () -> "0");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Autowired private Memberlist memberlist;

  @Test
  void s_35_theContextInUseHasThePort() {
    assertThat(memberlist.status()).isEqualTo(Memberlist.Status.RUNNING);
    assertThat(memberlist.localNode().port()).isEqualTo(PORT);
  }
}
