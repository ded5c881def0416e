package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memberlist.AddressNotAllowedException;
import io.memberlist.ConfigException;
import io.memberlist.Delegate;
import io.memberlist.EventDelegate;
import io.memberlist.InvalidKeyException;
import io.memberlist.Keyring;
import io.memberlist.Memberlist;
import io.memberlist.Memberlist.Status;
import io.memberlist.Node;
import io.memberlist.NodeMetadataException;
import io.memberlist.TransportBindException;
import io.memberlist.VetoException;
import io.memberlist.metrics.Metric;
import io.memberlist.transport.NetTransport;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {

  @RegisterExtension final Nodes nodes = new Nodes();

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void cfg_02_cfg_11_everyProtocolVersionFromOneToFiveStarts(int version) {
    var node = nodes.start("a", c -> c.protocolVersion(version));

    assertThat(node.localNode().versions().current()).isEqualTo(version);
    assertThat(node.config().protocolVersion()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6})
  void cfg_02_otherProtocolVersionsAreRefused(int version) {
    assertThatThrownBy(() -> Nodes.config("a").protocolVersion(version).build())
        .isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 24, 32})
  void cfg_03_keysOfUsableLengthStart(int length) {
    var node = nodes.start("a", c -> c.secretKey(new byte[length]));

    assertThat(node.keyring().map(Keyring::size).orElse(0)).isEqualTo(length == 0 ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 38})
  void cfg_03_otherKeysAreRefused(int length) {
    assertThatThrownBy(() -> Nodes.config("a").secretKey(new byte[length]).build())
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void cfg_06_aSecretKeyBecomesThePrimaryOfTheCallersKeyring() {
    var ring = Keyring.of(key(1));

    nodes.start("a", c -> c.keyring(ring).secretKey(key(2)));

    assertThat(ring.keys()).containsExactly(key(2), key(1));
  }

  @Test
  void aKeyThatWasRotatedStaysPrimaryWhenVerificationIsSwitched() {
    var node = nodes.start("a", c -> c.secretKey(key(1)));
    var ring = node.keyring().orElseThrow();
    ring.add(key(2));
    ring.use(key(2));

    node.verify(false, true);

    assertThat(ring.keys().get(0)).isEqualTo(key(2));
    assertThat(node.config().gossipVerifyIncoming()).isFalse();
    assertThat(node.config().gossipVerifyOutgoing()).isTrue();
  }

  @Test
  void cfg_08_theOwnVersionsAreAnnounced() {
    var node =
        nodes.start(
            "a",
            c ->
                c.protocolVersion(1)
                    .delegateProtocolMin(12)
                    .delegateProtocolVersion(13)
                    .delegateProtocolMax(24));

    assertThat(node.members())
        .singleElement()
        .satisfies(
            self -> assertThat(self.versions()).isEqualTo(new Node.Versions(1, 5, 1, 12, 24, 13)));
  }

  @Test
  void cfg_09_aFreePortIsUsedForPacketsAndStreamsAndShown() throws IOException {
    var node = nodes.start("a");
    int port = node.config().bindPort();

    assertThat(port).isPositive().isEqualTo(node.localNode().port());
    assertThatThrownBy(() -> new DatagramSocket(port, loopback()).close())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new ServerSocket(port, 1, loopback()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void cfg_10_aNodeCanBeShutDownRightAfterItsStart() {
    var node = nodes.start("a", c -> c.pushPullInterval(Duration.ofMillis(1)));

    node.shutdown();

    assertThat(node.status()).isEqualTo(Status.STOPPED);
    assertThat(Nodes.threads("a")).isEmpty();
  }

  @Test
  void cfg_12_theConfiguredAddressIsAnnounced() {
    var node = nodes.start("a", c -> c.advertiseAddr("127.0.1.100").advertisePort(23456));

    assertThat(node.members())
        .singleElement()
        .satisfies(
            self -> {
              assertThat(self.addressBytes()).containsExactly(127, 0, 1, 100);
              assertThat(self.port()).isEqualTo(23456);
            });
    assertThat(node.advertisedAddress().port()).isEqualTo(23456);
  }

  @Test
  void anIpv4AddressIsAnnouncedIn16BytesIfWished() {
    var node = nodes.start("a", c -> c.interop(c.build().interop().withMappedAddress(true)));

    assertThat(node.localNode().addressBytes()).hasSize(16).endsWith(-1, -1, 127, 0, 0, 1);
    assertThat(node.localNode().address().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void cfg_17_theOwnJoinWasToldBeforeStartReturns() {
    var told = Collections.synchronizedList(new ArrayList<String>());

    nodes.start(
        "a",
        c ->
            c.events(
                new EventDelegate() {
                  @Override
                  public void notifyJoin(Node node) {
                    told.add(node.name() + " " + node.state());
                  }
                }));

    assertThat(told).containsExactly("a ALIVE");
  }

  @Test
  void buildingANodeBindsNothing() {
    var node = Memberlist.of(Nodes.config("a").build());

    assertThat(node.status()).isEqualTo(Status.STOPPED);
    assertThat(Nodes.threads("a")).isEmpty();
    assertThat(node.members()).isEmpty();
    assertThat(node.allNodes()).isEmpty();
    assertThat(node.numMembers()).isZero();
    assertThat(node.node("a")).isEmpty();
    assertThat(node.details("a")).isEmpty();
    assertThat(node.healthScore()).isZero();
    assertThatThrownBy(node::localNode)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("\"a\"");
    assertThatThrownBy(() -> node.join(List.of("x"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> node.leave(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    node.close();
  }

  @Test
  void aNodeThatRunsCannotBeStartedAgain() {
    var node = nodes.start("a");

    assertThatThrownBy(node::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("running");
    assertThat(node.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aNodeHasAsManyLivesAsWanted() {
    var node = nodes.start("a");
    int port = node.config().bindPort();
    for (int life = 0; life < 3; life++) {
      node.shutdown();
      assertThat(node.members()).isEmpty();
      node.start();
      assertThat(node.members()).hasSize(1);
    }

    assertThat(node.statistics().get(Metric.MSG_ALIVE)).as("counts go on").isEqualTo(4);
    assertThat(port).isPositive();
  }

  @Test
  void aPortInUseIsATypedFailureAndNothingStaysBound() throws IOException {
    try (var taken = new ServerSocket(0, 1, loopback())) {
      var node = Memberlist.of(Nodes.config("a").bindPort(taken.getLocalPort()).build());

      assertThatThrownBy(node::start)
          .isInstanceOfSatisfying(
              TransportBindException.class,
              e -> {
                assertThat(e.portInUse()).isTrue();
                assertThat(e.protocol()).isEqualTo("TCP");
              });

      assertThat(node.status()).isEqualTo(Status.STOPPED);
      assertThat(Nodes.threads("a")).isEmpty();
      new DatagramSocket(taken.getLocalPort(), loopback()).close();
    }
  }

  /** A port for packets whose namesake for streams nobody has. */
  private static DatagramSocket takenForPacketsOnly() throws IOException {
    while (true) {
      var taken = new DatagramSocket(0, loopback());
      try {
        new ServerSocket(taken.getLocalPort(), 1, loopback()).close();
        return taken;
      } catch (BindException e) {
        taken.close();
      }
    }
  }

  @Test
  void cfg_16_aFixedPortIsTriedOnceAndAFreeOneIsSearched() throws IOException {
    var attempts = new AtomicInteger();
    try (var taken = takenForPacketsOnly()) {
      var config =
          Nodes.config("a")
              .bindPort(taken.getLocalPort())
              .transportFactory(
                  context -> {
                    attempts.incrementAndGet();
                    return NetTransport.factory().create(context);
                  })
              .build();

      assertThatThrownBy(() -> Memberlist.create(config))
          .isInstanceOfSatisfying(
              TransportBindException.class, e -> assertThat(e.protocol()).isEqualTo("UDP"));

      assertThat(attempts).hasValue(1);
      new ServerSocket(taken.getLocalPort(), 1, loopback()).close();
    }
  }

  @Test
  void lab_20_aLabelThatIsTooLongIsRefusedBeforeAnythingIsBound() {
    assertThatThrownBy(() -> Nodes.config("a").label("x".repeat(256)).build())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("label");
    nodes.start("b", c -> c.label("x".repeat(255)));
  }

  @Test
  void meta_05_metadataOf513BytesAreRefusedAndNothingStaysBound() {
    var bound = new AtomicInteger();
    var config =
        Nodes.config("a")
            .delegate(metadata(513))
            .transportFactory(
                context -> {
                  bound.incrementAndGet();
                  return NetTransport.factory().create(context);
                })
            .build();

    assertThatThrownBy(() -> Memberlist.create(config))
        .isInstanceOfSatisfying(
            NodeMetadataException.class, e -> assertThat(e.size()).isEqualTo(513));

    assertThat(bound).hasValue(0);
    assertThat(nodes.start("b", c -> c.delegate(metadata(512))).localNode().meta()).hasSize(512);
  }

  @Test
  void cidr_09_aNodeWhoseOwnAddressIsNotAllowedDoesNotStart() {
    var node = Memberlist.of(Nodes.config("a").cidrsAllowed(List.of("10.0.0.0/8")).build());

    assertThatThrownBy(node::start)
        .isInstanceOfSatisfying(
            AddressNotAllowedException.class,
            e -> {
              assertThat(e.address()).startsWith("127.0.0.1:");
              assertThat(e.allowed()).containsExactly("10.0.0.0/8");
            });

    assertThat(Nodes.threads("a")).isEmpty();
  }

  @Test
  void aNodeThatItsAliveDelegateRefusesDoesNotStart() {
    var node =
        Memberlist.of(
            Nodes.config("a")
                .alive(
                    peer -> {
                      throw new VetoException("nobody");
                    })
                .build());

    assertThatThrownBy(node::start).isInstanceOf(VetoException.class);

    assertThat(node.status()).isEqualTo(Status.STOPPED);
    assertThat(Nodes.threads("a")).isEmpty();
  }

  @Test
  void whatADelegateThrowsForItsMetadataReachesTheCaller() {
    var failing =
        new Delegate() {
          @Override
          public byte[] nodeMeta(int limit) {
            throw new IllegalStateException("from the application");
          }
        };

    assertThatThrownBy(() -> Memberlist.create(Nodes.config("a").delegate(failing).build()))
        .hasMessage("from the application");
  }

  private static Delegate metadata(int size) {
    return new Delegate() {
      @Override
      public byte[] nodeMeta(int limit) {
        return new byte[size];
      }
    };
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  static byte[] key(int seed) {
    var key = new byte[16];
    key[0] = (byte) seed;
    return key;
  }
}
