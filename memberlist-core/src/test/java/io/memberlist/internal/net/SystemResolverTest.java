package io.memberlist.internal.net;

import static io.memberlist.internal.net.StubNameServer.address;
import static io.memberlist.internal.net.StubNameServer.answering;
import static io.memberlist.internal.net.StubNameServer.name;
import static io.memberlist.internal.net.StubNameServer.record;
import static io.memberlist.internal.net.StubNameServer.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class SystemResolverTest {

  private static final String NAME = "join.service.consul";
  private static final InetAddress SYSTEMS_ANSWER = ip("10.7.7.7");
  private static final Supplier<Optional<DnsClient>> DNS = DnsClient::ofClassPath;

  @TempDir Path directory;

  @Test
  void addr_15_firstNameServerIsAskedOverTcpForEverything() throws Exception {
    try (var server =
        new StubNameServer(answering(0, address("127.0.0.1"), address("2001:db8:a0b:12f0::1")))) {
      var seeds = new SeedResolver(resolverAsking(server), 7946);

      var targets = seeds.resolve("join.service.consul");

      assertThat(targets)
          .containsExactly(
              new SeedResolver.Target(new InetSocketAddress("127.0.0.1", 7946), null),
              new SeedResolver.Target(new InetSocketAddress("2001:db8:a0b:12f0::1", 7946), null));
      assertThat(targets.get(0).address().getAddress().getAddress()).hasSize(4);
      assertThat(afterId(server.nextQuestion()))
          .isEqualTo(
              "0100"
                  + "0001"
                  + "0000"
                  + "0000"
                  + "0000"
                  + "046a6f696e"
                  + "0773657276696365"
                  + "06636f6e73756c"
                  + "00"
                  + "00ff"
                  + "0001");
    }
  }

  @Test
  void addr_16_trailingDotMakesNoDifference() throws Exception {
    try (var server = new StubNameServer(answering(0, address("127.0.0.1")))) {
      var resolver = resolverAsking(server);

      var without = resolver.addresses("join.service.consul");
      var with = resolver.addresses("join.service.consul.");

      assertThat(with).isEqualTo(without).hasSize(1);
      assertThat(afterId(server.nextQuestion())).isEqualTo(afterId(server.nextQuestion()));
    }
  }

  @Test
  void addr_17_failureOfTheFirstStepDoesNotSurface() throws Exception {
    var missing = new SystemResolver(DNS, directory.resolve("missing").toString(), this::system);
    assertThat(missing.addresses(NAME)).containsExactly(SYSTEMS_ANSWER);
    for (var configuration :
        List.of(
            "# nothing here\nsearch example.org\n",
            "nameserver not-an-address\n",
            "nameserver 127.0.0.1:99999\n",
            "nameserver 127.0.0.1:1\n",
            "nameserver\n")) {
      assertThat(resolver(configuration).addresses(NAME))
          .as(configuration)
          .containsExactly(SYSTEMS_ANSWER);
    }
  }

  @Test
  void addr_17_malformedAnswersDoNotSurface() throws Exception {
    var whole = answering(0, address("127.0.0.9"));
    assertSystemAnswers(question -> new byte[0]);
    assertSystemAnswers(question -> Arrays.copyOf(question, question.length));
    assertSystemAnswers(question -> Arrays.copyOf(whole.apply(question), question.length + 14));
    assertSystemAnswers(
        question -> {
          var otherId = whole.apply(question);
          otherId[0]++;
          return otherId;
        });
    assertSystemAnswers(
        question -> {
          var manyRecords = whole.apply(question);
          manyRecords[6] = (byte) 0xff;
          return manyRecords;
        });
    assertSystemAnswers(answering(0, record(1, new byte[3])));
  }

  @Test
  void def_68_anyRefused() throws Exception {
    assertSystemAnswers(answering(StubNameServer.REFUSED));
  }

  @Test
  void def_68_anyAnsweredWithHostInformationOnly() throws Exception {
    assertSystemAnswers(
        answering(0, record(13, new byte[] {7, 'R', 'F', 'C', '8', '4', '8', '2', 0})));
  }

  @Test
  void def_40_def_68_aliasOnly() throws Exception {
    assertSystemAnswers(answering(0, record(5, name("elsewhere.example.org"))));
  }

  @Test
  void def_68_nameWithoutDotGoesStraightToTheSystem() throws Exception {
    try (var server = new StubNameServer(answering(0, address("10.9.9.9")))) {
      assertThat(resolverAsking(server).addresses("host")).containsExactly(SYSTEMS_ANSWER);
    }
  }

  @Test
  void aliasBesideAddressesIsIgnored() throws Exception {
    var reply = answering(0, record(5, name("elsewhere.example.org")), address("10.1.2.3"));
    try (var server = new StubNameServer(reply)) {
      assertThat(resolverAsking(server).addresses("a.example.org")).containsExactly(ip("10.1.2.3"));
    }
  }

  @Test
  void def_15_bareIpv6NameServerIsUnderstood() throws Exception {
    assertThat(nameServer("nameserver 2001:db8::1\n"))
        .isEqualTo(new InetSocketAddress("2001:db8::1", 53));
    assertThat(nameServer("nameserver [2001:db8::1]:5353\n"))
        .isEqualTo(new InetSocketAddress("2001:db8::1", 5353));
    assertThat(nameServer("nameserver 10.0.0.1\nnameserver 10.0.0.2\n"))
        .isEqualTo(new InetSocketAddress("10.0.0.1", 53));
  }

  @Test
  void def_40_servicesComeByPriorityThenWeight() throws Exception {
    var reply =
        answering(
            0,
            service(20, 0, 3, "c.example.org"),
            service(10, 1, 2, "b.example.org"),
            service(10, 5, 1, "a.example.org"),
            address("10.1.2.3"));
    try (var server = new StubNameServer(reply)) {
      assertThat(resolverAsking(server).services("_gossip._tcp.example.org"))
          .containsExactly(
              InetSocketAddress.createUnresolved("a.example.org", 1),
              InetSocketAddress.createUnresolved("b.example.org", 2),
              InetSocketAddress.createUnresolved("c.example.org", 3));
      assertThat(afterId(server.nextQuestion())).endsWith("0021" + "0001");
    }
  }

  @Test
  void def_40_serviceWithoutAnswerIsUnknown() throws Exception {
    try (var server = new StubNameServer(answering(3))) {
      var resolver = resolverAsking(server);

      assertThatThrownBy(() -> resolver.services("_gossip._tcp.example.org"))
          .isInstanceOf(UnknownHostException.class);
    }
    assertThatThrownBy(() -> resolver("").services("x.example.org"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void def_40_serviceThatIsNotOfferedIsUnknown() throws Exception {
    try (var server = new StubNameServer(answering(0, record(33, new byte[7])))) {
      var resolver = resolverAsking(server);

      assertThatThrownBy(() -> resolver.services("_gossip._tcp.example.org"))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void addr_17_nameServerThatDoesNotAnswerIsGivenUp() throws Exception {
    var silence = new CountDownLatch(1);
    try (var server =
        new StubNameServer(
            question -> {
              await(silence);
              return question;
            })) {
      var impatient = Optional.<DnsClient>of(new DnsjavaClient(Duration.ofMillis(50)));
      var resolver =
          new SystemResolver(() -> impatient, configuration(server).toString(), this::system);

      assertThat(resolver.addresses(NAME)).containsExactly(SYSTEMS_ANSWER);
      silence.countDown();
    }
  }

  @Test
  void internationalNameIsAskedForInAscii() throws Exception {
    try (var server = new StubNameServer(answering(0, address("10.1.2.3")))) {
      resolverAsking(server).addresses("b\u00fccher.example");

      assertThat(new String(server.nextQuestion(), StandardCharsets.ISO_8859_1))
          .contains("xn--bcher-kva");
    }
  }

  @Test
  void lookUpLeavesNoThreadBehind() throws Exception {
    try (var server = new StubNameServer(answering(0, address("10.1.2.3")))) {
      resolverAsking(server).addresses(NAME);
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("dnsjava"));
  }

  @Test
  void nameThatPointsToItselfEnds() throws Exception {
    var reply = answering(0, record(33, new byte[] {0, 1, 0, 1, 0, 1, (byte) 0xc0, 49}));
    try (var server = new StubNameServer(reply)) {
      var resolver = resolverAsking(server);

      assertThatThrownBy(() -> resolver.services("a.example.org"))
          .isInstanceOf(UnknownHostException.class)
          .hasRootCauseInstanceOf(IOException.class)
          .hasRootCauseMessage("bad compression");
    }
  }

  @Test
  void whatTheJdkMistakesForAddressesIsUnknown() {
    for (var host : List.of("", "10.1", "8301", "010.0.0.1", "1.2.3.4.5")) {
      assertThatThrownBy(() -> resolver("").addresses(host))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void impossibleNamesAreUnknown() {
    for (var host :
        List.of(
            "a..invalid",
            "x".repeat(64) + ".invalid",
            "x.".repeat(130) + "invalid",
            "\ud800.invalid")) {
      assertThatThrownBy(() -> resolver("nameserver 127.0.0.1:1\n").addresses(host))
          .isInstanceOf(UnknownHostException.class);
    }
  }

  private void assertSystemAnswers(UnaryOperator<byte[]> reply) throws Exception {
    try (var server = new StubNameServer(reply)) {
      assertThat(resolverAsking(server).addresses(NAME)).containsExactly(SYSTEMS_ANSWER);
      assertThat(server.nextQuestion()).isNotEmpty();
    }
  }

  private SystemResolver resolverAsking(StubNameServer server) throws IOException {
    return new SystemResolver(DNS, configuration(server).toString(), this::system);
  }

  private Path configuration(StubNameServer server) throws IOException {
    return write(
        "# comment\n nameserver  127.0.0.1:" + server.port() + " # more\nnameserver 192.0.2.1\n");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private SystemResolver resolver(String configuration) throws IOException {
    return new SystemResolver(DNS, write(configuration).toString(), this::system);
  }

  private InetSocketAddress nameServer(String configuration) throws IOException {
    return ResolverFile.nameServer(write(configuration));
  }

  private Path write(String configuration) throws IOException {
    return Files.writeString(directory.resolve("resolv.conf"), configuration);
  }

  private InetAddress[] system(String host) throws UnknownHostException {
    if (host.endsWith("invalid")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {SYSTEMS_ANSWER};
  }

  private static InetAddress ip(String text) {
    return IpAddress.inetAddress(IpAddress.parse(text));
  }

  private static String afterId(byte[] question) {
    return HexFormat.of().formatHex(question, 2, question.length);
  }
}
