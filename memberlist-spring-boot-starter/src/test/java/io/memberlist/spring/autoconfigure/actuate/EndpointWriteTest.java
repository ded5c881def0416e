package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the endpoint does with the node (7.1), over HTTP. */
class EndpointWriteTest {

  private static final String ROOT = "/actuator/memberlist";

  private final Peers peers = new Peers();
  private TestApplication application;

  @BeforeEach
  void start() {
    application =
        TestApplication.start(
            "memberlist.name=own",
            "memberlist.tags.colour=blue",
            "memberlist.discovery.enabled=false",
            "management.endpoint.memberlist.access=unrestricted");
  }

  @AfterEach
  void end() {
    peers.close();
    application.close();
  }

  private Memberlist node() {
    return application.memberlist();
  }

  @Test
  void s_51_joinTellsHowManyOthersAnswered() {
    var one = peers.start("one", c -> c);
    var two = peers.start("two", c -> c);

    var joined =
        application.post(
            ROOT + "/join",
            "{\"seeds\":\"%s, %s\"}"
                .formatted(one.localNode().addressText(), two.localNode().addressText()));

    assertThat(joined.status()).isEqualTo(200);
    assertThat(joined.text()).isEqualTo("{\"contacted\":2}");
    assertThat(node().members()).extracting(Node::name).contains("one", "two");
    assertThat(application.get(ROOT).json().at("/join/joined").asBoolean()).isTrue();
  }

  @Test
  void s_51_joinWithoutAnAnswerIs502WithReasons() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    var joined = application.post(ROOT + "/join", "{\"seeds\":\"127.0.0.1:" + port + "\"}");

    assertThat(joined.status()).isEqualTo(502);
    assertThat(joined.text())
        .isEqualTo(
            "{\"contacted\":0,\"failures\":{\"127.0.0.1:%d\":\"connection refused\"}}"
                .formatted(port));
  }

  @Test
  void s_51_joinOfSomethingThatIsNoAddressIs400() {
    var joined = application.post(ROOT + "/join", "{\"seeds\":\"127.0.0.1:99999\"}");

    assertThat(joined.status()).isEqualTo(400);
    assertThat(joined.json().at("/property").asString()).isEqualTo("seeds");
    assertThat(joined.json().at("/error").asString())
        .startsWith("127.0.0.1:99999: not an address: ");
  }

  @Test
  void s_51_joinNeedsSeeds() {
    var joined = application.post(ROOT + "/join", "{}");

    assertThat(joined.status()).isEqualTo(400);
    assertThat(joined.json().at("/property").asString()).isEqualTo("seeds");
  }

  @Test
  void s_52a_leavingLeavesTheApplicationRunningAndCanBeRepeated() {
    var peer = peers.join("peer", application.seed());

    for (int i = 0; i < 2; i++) {
      var left = application.post(ROOT + "/leave", "{\"timeout\":\"5s\"}");
      assertThat(left.status()).isEqualTo(200);
      assertThat(left.text()).isEqualTo("{\"left\":true}");
    }

    await().until(() -> peer.node("own").orElseThrow().state() == NodeState.LEFT);
    assertThat(application.get(ROOT).json().at("/status").asString()).isEqualTo("LEFT");
    var tags = application.post(ROOT + "/tags/colour", "{\"value\":\"red\"}");
    assertThat(tags.status()).isEqualTo(409);
    assertThat(tags.text()).isEqualTo("{\"status\":\"LEFT\"}");
    var sync = application.post(ROOT + "/sync", "{}");
    assertThat(sync.status()).isEqualTo(409);
    assertThat(sync.text()).isEqualTo("{\"status\":\"LEFT\"}");
    assertThat(application.get(ROOT + "/keys").status()).isEqualTo(200);

    var joined =
        application.post(ROOT + "/join", "{\"seeds\":\"" + peer.localNode().addressText() + "\"}");
    assertThat(joined.text()).isEqualTo("{\"contacted\":1}");
    assertThat(node().status()).isEqualTo(Memberlist.Status.RUNNING);
    await().until(() -> peer.node("own").orElseThrow().state() == NodeState.ALIVE);
  }

  @Test
  void s_53_aTimeLimitMustBeADuration() {
    assertThat(application.post(ROOT + "/leave", "{\"timeout\":\"soon\"}").status()).isEqualTo(400);
    var zero = application.post(ROOT + "/leave", "{\"timeout\":\"0s\"}");
    assertThat(zero.status()).isEqualTo(400);
    assertThat(zero.json().at("/property").asString()).isEqualTo("timeout");
    assertThat(node().status()).isEqualTo(Memberlist.Status.RUNNING);
  }

  @Test
  void s_51_startBeginsANewLifeAfterLeaving() {
    var running = application.post(ROOT + "/start", "{}");
    assertThat(running.status()).isEqualTo(409);
    assertThat(running.fields("")).containsExactly("error");
    application.post(ROOT + "/leave", "{}");

    var started = application.post(ROOT + "/start", "{}");

    assertThat(started.status()).isEqualTo(200);
    assertThat(started.text()).isEqualTo("{\"status\":\"RUNNING\"}");
    assertThat(node().status()).isEqualTo(Memberlist.Status.RUNNING);
  }

  @Test
  void s_51_whatNeedsARunningNodeAnswers503WithoutOne() {
    node().shutdown();

    for (var path : new String[] {"/join", "/leave", "/sync"}) {
      var answer = application.post(ROOT + path, "{\"seeds\":\"127.0.0.1:1\"}");
      assertThat(answer.status()).as(path).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("{\"status\":\"STOPPED\"}");
    }
    assertThat(application.post(ROOT + "/tags/a", "{\"value\":\"b\"}").status()).isEqualTo(503);
    assertThat(application.delete(ROOT + "/tags/colour").status()).isEqualTo(503);
    assertThat(application.delete(ROOT + "/members/x").status()).isEqualTo(503);
    var all = application.get(ROOT);
    assertThat(all.fields("")).containsExactly("status", "local", "cluster", "join", "members");
    assertThat(all.fields("/cluster")).containsExactly("encryption", "protocolVersion");
    assertThat(all.json().at("/status").asString()).isEqualTo("STOPPED");
    assertThat(all.json().at("/local").asString()).isEqualTo("own");
    assertThat(all.json().at("/members").isEmpty()).isTrue();
  }

  @Test
  void s_51_aTagIsSetAndAnnounced() {
    var peer = peers.join("peer", application.seed());

    var set = application.post(ROOT + "/tags/version", "{\"value\":\"7\"}");

    assertThat(set.status()).isEqualTo(200);
    assertThat(set.text()).isEqualTo("{\"tags\":{\"colour\":\"blue\",\"version\":\"7\"}}");
    await()
        .untilAsserted(
            () ->
                assertThat(peer.node("own").orElseThrow().tags())
                    .containsEntry("version", "7")
                    .containsEntry("colour", "blue"));
  }

  @Test
  void s_51_aTagIsRemovedAndThatAnnounced() {
    var peer = peers.join("peer", application.seed());

    var removed = application.delete(ROOT + "/tags/colour");

    assertThat(removed.status()).isEqualTo(204);
    assertThat(removed.text()).isEmpty();
    await().until(() -> !peer.node("own").orElseThrow().tags().containsKey("colour"));
    assertThat(application.delete(ROOT + "/tags/colour").status()).isEqualTo(404);
  }

  @Test
  void s_51_aTagThatIsTooLargeOrReservedIs400AndChangesNothing() {
    var large = application.post(ROOT + "/tags/large", "{\"value\":\"" + "x".repeat(600) + "\"}");
    assertThat(large.status()).isEqualTo(400);
    assertThat(large.json().at("/error").asString()).contains("512").containsPattern("6\\d\\d");
    assertThat(large.json().at("/property").asString()).isEqualTo("value");

    var reserved = application.post(ROOT + "/tags/boot.app", "{\"value\":\"x\"}");
    assertThat(reserved.status()).isEqualTo(400);
    assertThat(reserved.json().at("/error").asString()).isEqualTo("Tag 'boot.app' is reserved.");

    assertThat(application.post(ROOT + "/tags/a", "{}").status()).isEqualTo(400);
    assertThat(node().localNode().tags()).containsOnlyKeys("colour");
    assertThat(application.post(ROOT + "/tags/a", "{\"value\":\"b\"}").status()).isEqualTo(200);
  }

  @Test
  void s_51_syncExchangesStateWithAnotherMember() {
    var alone = application.post(ROOT + "/sync", "{}");
    assertThat(alone.status()).isEqualTo(409);
    assertThat(alone.fields("")).containsExactly("error");
    peers.join("peer", application.seed());

    var synced = application.post(ROOT + "/sync", "{}");

    assertThat(synced.status()).isEqualTo(204);
    assertThat(synced.text()).isEmpty();
  }

  @Test
  void s_51_aMemberThatHasLeftIsForgotten() {
    var peer = peers.join("a/b", application.seed());
    assertThat(application.delete(ROOT + "/members/a/b").status()).isEqualTo(409);
    assertThat(application.delete(ROOT + "/members/nobody").status()).isEqualTo(404);
    peer.leave(Duration.ofSeconds(10));
    peer.shutdown();
    await().until(() -> node().node("a/b").orElseThrow().state() == NodeState.LEFT);

    assertThat(application.delete(ROOT + "/members/a/b").status()).isEqualTo(204);

    assertThat(node().node("a/b")).isEmpty();
  }

  @Test
  void s_52_bodiesAreFlatObjectsOfTexts() {
    assertThat(application.postNothing(ROOT + "/leave").status()).isEqualTo(415);
    assertThat(application.post(ROOT + "/join", "{\"seeds\":[\"a\",\"b\"]}").status())
        .isEqualTo(400);
    assertThat(application.post(ROOT + "/tags/n", "{\"value\":5}").text())
        .isEqualTo("{\"tags\":{\"colour\":\"blue\",\"n\":\"5\"}}");
    assertThat(node().status()).isEqualTo(Memberlist.Status.RUNNING);
  }

  @Test
  void s_51_unknownOperationsAre404() {
    assertThat(application.post(ROOT + "/explode", "{}").status()).isEqualTo(404);
    assertThat(application.post(ROOT + "/members/x", "{}").status()).isEqualTo(404);
    assertThat(application.delete(ROOT + "/config/x").status()).isEqualTo(404);
  }
}
