package io.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.ConfigException.Violation;
import io.memberlist.transport.Address;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the public exceptions say, and what they let programs find out. */
class ExceptionsTest {

  @Test
  void configurationNamesEveryProblem() {
    var problems =
        List.of(
            new Violation("name", "", "must not be empty"),
            new Violation("bindPort", "-1", "is negative"));

    var e = new ConfigException(problems);

    assertThat(e.violations()).isEqualTo(problems);
    assertThat(e)
        .hasMessage(
            "the configuration is not valid: name = : must not be empty; bindPort = -1: is negative");
  }

  @Test
  void bindingTellsATakenPortFromAForeignAddress() {
    var taken =
        new TransportBindException(
            "UDP", "10.0.0.1", 7946, new BindException("Address already in use (Bind failed)"));
    var foreign =
        new TransportBindException(
            "TCP", "192.0.2.1", 7946, new BindException("Cannot assign requested address"));
    var unknown = new TransportBindException("TCP", "10.0.0.1", 0, null);

    assertThat(List.of(taken.portInUse(), foreign.portInUse(), unknown.portInUse()))
        .containsExactly(true, false, false);
    assertThat(taken)
        .hasMessage(
            "UDP port 7946 on 10.0.0.1 is already in use; set bindPort to another port, 0 picks a free one");
    assertThat(foreign)
        .hasMessageContaining("Cannot assign requested address")
        .hasMessageContaining("bindAddr");
    assertThat(List.of(taken.protocol(), taken.address(), taken.port()))
        .containsExactly("UDP", "10.0.0.1", 7946);
  }

  @Test
  void joiningKeepsEveryFailureAndItsCause() {
    var address = new InetSocketAddress("10.0.0.7", 7946);
    var cause =
        new TransportException(
            "refused", new Address(address, null), new ConnectException("Connection refused"));
    var failure = new SeedFailure("a/10.0.0.7", address, "connection refused", cause);

    var e = new NoSeedReachableException(List.of(failure));

    assertThat(e.failures()).containsExactly(failure);
    assertThat(e).hasMessage("none of the seeds answered: a/10.0.0.7: connection refused");
    assertThat(e.getSuppressed()).containsExactly(cause);
    assertThat(cause.address().socketAddress()).isEqualTo(address);
  }

  @Test
  void addressesSayWhatHelps() {
    var none = new NoAdvertiseAddressException(List.of("10.0.0.7 of eth0 (interface is down)"));
    var refused = new AddressNotAllowedException("10.0.0.7", List.of("192.168.0.0/16"));

    assertThat(none)
        .hasMessageContaining("10.0.0.7 of eth0 (interface is down)")
        .hasMessageContaining("set advertiseAddr");
    assertThat(none.candidates()).hasSize(1);
    assertThat(new NoAdvertiseAddressException(List.of())).hasMessageContaining("none");
    assertThat(refused).hasMessageContaining("10.0.0.7").hasMessageContaining("192.168.0.0/16");
    assertThat(refused.address()).isEqualTo("10.0.0.7");
    assertThat(refused.allowed()).containsExactly("192.168.0.0/16");
  }

  @Test
  void def_13_metadataNamesSizeAndLimit() {
    var e = new NodeMetadataException(513, 512);

    assertThat(e).hasMessageContaining("513").hasMessageContaining("512");
    assertThat(List.of(e.size(), e.limit())).containsExactly(513, 512);
  }

  @Test
  void peersAreNamed() {
    var mismatch = new ProtocolMismatchException("b", true, 1, 2, 5);
    var silent = new NoPingResponseException("b", Duration.ofMillis(500));

    assertThat(mismatch)
        .hasMessageContaining("\"b\"")
        .hasMessageContaining("delegate")
        .hasMessageContaining("2..5");
    assertThat(
            List.of(
                mismatch.node(),
                mismatch.delegate(),
                mismatch.current(),
                mismatch.min(),
                mismatch.max()))
        .containsExactly("b", true, 1, 2, 5);
    assertThat(silent).hasMessage("no response from node \"b\" within 500 ms");
    assertThat(silent.nodeName()).isEqualTo("b");
    assertThat(new RemoteErrorException("no").remoteText()).isEqualTo("no");
  }

  @Test
  void vetoMayNameItsAuthor() {
    assertThat(new VetoException("no", "quota").vetoedBy()).isEqualTo("quota");
    assertThat(new VetoException("no").vetoedBy()).isNull();
  }
}
