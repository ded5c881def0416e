package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memberlist.NodeState;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the endpoint shows (7.2 to 7.5), over HTTP. */
class EndpointReadTest {

  private static final String ROOT = "/actuator/memberlist";
  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
  private static final Peers PEERS = new Peers();
  private static TestApplication application;

  /** A member of each state; suspicion lasts long enough to be looked at. */
  @BeforeAll
  static void cluster() {
    application =
        TestApplication.start(
            "memberlist.name=orders-1",
            "memberlist.label=prod",
            "memberlist.tags.version=7",
            "memberlist.tags.colour=blue",
            "memberlist.probe-interval=900ms",
            "memberlist.probe-timeout=500ms",
            "memberlist.suspicion-mult=500",
            "memberlist.detection.crash-evidence=false",
            "memberlist.gossip-to-the-dead-time=1h",
            "memberlist.metric-labels.team=a",
            "memberlist.discovery.enabled=false",
            "spring.jackson.default-property-inclusion=always");
    var seed = application.seed();
    PEERS.join(
        "edge/eu 1",
        seed,
        c -> c.label("prod").delegate(Peers.metadata("hello".getBytes(StandardCharsets.UTF_8))));
    var leaver = PEERS.join("leaver", seed, c -> c.label("prod"));
    var crashed = PEERS.join("crashed", seed, c -> c.label("prod"));
    leaver.leave(Duration.ofSeconds(10));
    leaver.shutdown();
    crashed.shutdown();
    await().until(() -> state("leaver") == NodeState.LEFT && state("crashed") == NodeState.SUSPECT);
    await().until(() -> application.memberlist().node("edge/eu 1").orElseThrow().lastRtt() != null);
  }

  private static NodeState state(String name) {
    return application.memberlist().node(name).orElseThrow().state();
  }

  @AfterAll
  static void end() {
    PEERS.close();
    application.close();
  }

  @Test
  void s_54_fieldsComeInTheDocumentedOrderAndAbsentOnesAreLeftOut() {
    var all = application.get(ROOT);

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.fields(""))
        .containsExactly("status", "local", "cluster", "join", "queues", "members");
    assertThat(all.fields("/cluster"))
        .containsExactly("label", "encryption", "protocolVersion", "healthScore", "size", "states");
    assertThat(all.fields("/cluster/states")).containsExactly("alive", "suspect", "dead", "left");
    assertThat(all.fields("/join")).containsExactly("seeds", "joined", "attempts");
    assertThat(all.fields("/queues"))
        .containsExactly("broadcasts", "handoff", "messages", "callbacks", "events");
    assertThat(all.fields("/members/0"))
        .containsExactly(
            "name",
            "address",
            "state",
            "local",
            "incarnation",
            "since",
            "tags",
            "meta",
            "protocol",
            "delegateProtocol");
    assertThat(all.text()).doesNotContain("null");
  }

  @Test
  void s_52_theClusterAtAGlance() {
    var json = application.get(ROOT).json();

    assertThat(json.at("/status").asString()).isEqualTo("RUNNING");
    assertThat(json.at("/local").asString()).isEqualTo("orders-1");
    assertThat(json.at("/cluster/label").asString()).isEqualTo("prod");
    assertThat(json.at("/cluster/encryption").toString())
        .isEqualTo("{\"enabled\":false,\"keys\":0}");
    assertThat(json.at("/cluster/protocolVersion").asInt()).isEqualTo(2);
    assertThat(json.at("/cluster/size").asInt()).isEqualTo(3);
    assertThat(json.at("/cluster/states").toString())
        .isEqualTo("{\"alive\":2,\"suspect\":1,\"dead\":0,\"left\":1}");
    assertThat(json.at("/join/seeds").isEmpty()).isTrue();
    assertThat(json.at("/join/joined").asBoolean()).isTrue();
    assertThat(json.at("/members").findValuesAsString("name"))
        .containsExactly("orders-1", "crashed", "edge/eu 1", "leaver");
    assertThat(json.at("/members").findValuesAsString("state"))
        .containsExactly("ALIVE", "SUSPECT", "ALIVE", "LEFT");
  }

  @Test
  void s_54_theOwnNode() {
    var own = application.get(ROOT).json().at("/members/0");

    assertThat(own.at("/address").asString()).isEqualTo(application.seed());
    assertThat(own.at("/local").asBoolean()).isTrue();
    assertThat(own.at("/incarnation").isIntegralNumber()).isTrue();
    assertThat(own.at("/since").asString()).matches(INSTANT);
    assertThat(Instant.parse(own.at("/since").asString())).isBefore(Instant.now());
    assertThat(own.at("/tags").toString()).isEqualTo("{\"colour\":\"blue\",\"version\":\"7\"}");
    var meta = Base64.getDecoder().decode(own.at("/meta/base64").asString());
    assertThat(meta).isEqualTo(application.memberlist().localNode().meta());
    assertThat(own.at("/meta").propertyNames()).containsExactly("bytes", "base64");
    assertThat(own.at("/protocol").toString()).isEqualTo("{\"min\":1,\"max\":5,\"current\":2}");
    assertThat(own.at("/delegateProtocol").toString())
        .isEqualTo("{\"min\":0,\"max\":0,\"current\":0}");
  }

  @Test
  void s_51_oneMemberByItsNameWhichMayContainSlashes() {
    var member = application.get(ROOT + "/members/edge/eu%201");

    assertThat(member.status()).isEqualTo(200);
    assertThat(member.fields(""))
        .containsExactly(
            "name",
            "address",
            "state",
            "local",
            "incarnation",
            "since",
            "rtt",
            "meta",
            "protocol",
            "delegateProtocol",
            "probe");
    var json = member.json();
    assertThat(json.at("/name").asString()).isEqualTo("edge/eu 1");
    assertThat(Duration.parse(json.at("/rtt").asString())).isPositive();
    assertThat(json.at("/meta").toString())
        .isEqualTo("{\"bytes\":5,\"base64\":\"aGVsbG8=\",\"text\":\"hello\"}");
    assertThat(member.fields("/probe")).containsExactly("lastAck", "failures", "streamOnly");
    assertThat(json.at("/probe/lastAck").asString()).matches(INSTANT);
  }

  @Test
  void s_51_theOwnNodeTellsWhereItListens() {
    var json = application.get(ROOT + "/members/orders-1").json();

    assertThat(json.at("/bind").propertyNames())
        .containsExactly("address", "port", "advertiseReason");
    assertThat(json.at("/bind/address").asString()).isEqualTo("127.0.0.1");
    assertThat(json.at("/bind/port").asInt())
        .isEqualTo(application.memberlist().localNode().port());
    assertThat(json.has("probe")).isFalse();
  }

  @Test
  void s_51_aSuspectTellsWhoAccusesItUntilWhen() {
    var json = application.get(ROOT + "/members/crashed").json();

    assertThat(json.at("/suspicion").propertyNames()).containsExactly("accusers", "deadline");
    assertThat(json.at("/suspicion/accusers").isEmpty()).isFalse();
    assertThat(json.at("/suspicion/deadline").asString()).matches(INSTANT);
  }

  @Test
  void s_51_membersByState() {
    assertThat(names("")).containsExactly("orders-1", "crashed", "edge/eu 1", "leaver");
    assertThat(names("?state=alive")).containsExactly("orders-1", "edge/eu 1");
    assertThat(names("?state=suspect,LEFT")).containsExactly("crashed", "leaver");
    assertThat(names("?state=dead")).isEmpty();

    var unknown = application.get(ROOT + "/members?state=asleep");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text())
        .isEqualTo(
            "{\"error\":\"'asleep' is not a state; there are alive, suspect, dead, left.\","
                + "\"property\":\"state\"}");
  }

  private static java.util.List<String> names(String query) {
    var members = application.get(ROOT + "/members" + query);
    assertThat(members.fields("")).containsExactly("members");
    return members.json().at("/members").findValuesAsString("name");
  }

  @Test
  void s_51_whatDoesNotExistIs404() {
    assertThat(application.get(ROOT + "/members/nobody").status()).isEqualTo(404);
    assertThat(application.get(ROOT + "/nothing").status()).isEqualTo(404);
    assertThat(application.get(ROOT + "/keys/0011223344556677").status()).isEqualTo(404);
  }

  @Test
  void s_50_readingIsAllThereIsByDefault() {
    assertThat(application.post(ROOT + "/leave", "{}").status()).isEqualTo(405);
    assertThat(application.post(ROOT + "/tags/colour", "{\"value\":\"red\"}").status())
        .isEqualTo(405);
    assertThat(application.delete(ROOT + "/tags/colour").status()).isEqualTo(405);
    assertThat(application.memberlist().localNode().tags()).containsEntry("colour", "blue");
  }

  @Test
  void s_51_keysAreEmptyWithoutEncryption() {
    assertThat(application.get(ROOT + "/keys").text()).isEqualTo("{\"enabled\":false,\"keys\":[]}");
  }

  @Test
  void s_51_theConfigurationTellsWhereEachValueComesFrom() {
    var config = application.get(ROOT + "/config");

    assertThat(config.fields("")).containsExactly("config");
    var json = config.json().at("/config");
    assertThat(json.at("/probe-interval").toString())
        .isEqualTo("{\"value\":\"PT0.9S\",\"source\":\"property\"}");
    assertThat(json.at("/gossip-interval").toString())
        .isEqualTo("{\"value\":\"PT0.1S\",\"source\":\"preset\"}");
    assertThat(json.at("/metric-labels").toString())
        .isEqualTo("{\"value\":{\"team\":\"a\"},\"source\":\"property\"}");
    assertThat(json.at("/rejoin.enabled/source").asString()).isEqualTo("preset");
    assertThat(json.at("/bind-port/source").asString()).isEqualTo("property");
    assertThat(json.at("/bind-port/value").asInt()).isPositive();
    assertThat(json.at("/advertise-addr").toString()).isEqualTo("{\"source\":\"preset\"}");
    assertThat(json.at("/secret-key").toString()).isEqualTo("{\"set\":false}");
  }
}
