package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.interop.ClusterNode.What;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.msgpack.core.MessagePack;

/** Our node among Serf agents (§22.2); Appendix D lines 22 and 23. */
class SerfTest {

  private static final byte USER_EVENT = 3;
  private static final byte COORDINATE = 1;

  @RegisterExtension final Cluster cluster = new Cluster();

  private final List<SerfAgent> agents = new ArrayList<>();

  @AfterEach
  void endAgents() {
    agents.forEach(SerfAgent::close);
  }

  @Test
  void weJoinAnAgentAndReadEachOthersTags() {
    var agent = agent("serf", "-tag", "dc=east", "-tag", "role=db");
    var node = ours(fitting().meta(Tags.encode(Map.of("role", "web", "zone", "a"))));

    assertThat(node.tryJoin(agent.address()).reached()).isEqualTo(1);

    Await.until("Serf lists us", () -> agent.statusOf("ours").equals("alive"));
    var tags = agent.member("ours").orElseThrow().get("tags");
    assertThat(tags.get("role").asString()).isEqualTo("web");
    assertThat(tags.get("zone").asString()).isEqualTo("a");
    assertThat(node.memberlist().node("serf").orElseThrow().tags())
        .containsExactly(entry("dc", "east"), entry("role", "db"));
  }

  @Test
  void anAgentJoinsUs() {
    var agent = agent("serf");
    var node = ours(fitting());

    assertThat(agent.command("join", node.address()).output())
        .contains("Successfully joined cluster");

    Await.until(
        "both list each other",
        () -> agent.statusOf("ours").equals("alive") && node.members().contains("serf"));
  }

  @Test
  void withoutSerfsVersionsNeitherGetsIn() {
    var agent = agent("serf");
    var node = ours(NodeSpec.named("ours"));

    assertThat(node.tryJoin(agent.address()).reached()).isZero();
    assertThat(agent.command("join", node.address()).exitCode()).isNotZero();

    assertThat(agent.statusOf("ours")).isEqualTo("unknown");
    assertThat(node.members()).containsExactly("ours");
  }

  @Test
  void changedTagsAreSeenBothWays() {
    var agent = agent("serf", "-tag", "version=1");
    var node = joined(agent);

    agent.command("tags", "-set", "version=2");
    node.updateMeta(Tags.encode(Map.of("version", "3")));

    awaitNode(node, "serf", seen -> "2".equals(seen.tags().get("version")));
    Await.until(
        "our tag at Serf",
        () -> agent.member("ours").orElseThrow().at("/tags/version").asString("").equals("3"));
  }

  @Test
  void eventsArriveHereAndPastUs() {
    var first = agent("first");
    var second = agent("second");
    var node = joined(first);
    second.command("join", node.address());
    Await.until(
        "all know each other",
        () -> first.statusOf("second").equals("alive") && node.members().size() == 3);

    first.command("event", "-coalesce=false", "deploy", "release-42");

    Await.until(
        "event here",
        () ->
            node.recorder().payloads.stream()
                .anyMatch(
                    message ->
                        message[0] == USER_EVENT
                            && new String(message, StandardCharsets.ISO_8859_1)
                                .contains("release-42")));
    Await.until("event at the other agent", () -> second.log().contains("deploy"));
  }

  @Test
  void serfMeasuresTheRoundTripAndItsCoordinatesDecodeHere() {
    var agent = agent("serf");
    var node = joined(agent, fitting().ackPayload(new byte[0]));

    var payloads = node.recorder().rawAckPayloads;
    Await.until("a coordinate", () -> payloads.stream().anyMatch(payload -> payload.length > 1));

    var coordinate =
        payloads.stream().filter(payload -> payload.length > 1).findFirst().orElseThrow();
    assertThat(coordinate[0]).isEqualTo(COORDINATE);
    assertThat(decode(coordinate)).contains("Adjustment", "Error", "Height", "Vec");
  }

  @Test
  void anAgentThatLeavesIsLeftAndOneThatIsKilledIsDead() {
    var leaver = agent("leaver");
    var victim = agent("victim");
    var node = joined(leaver, fitting().noticesDeaths());
    assertThat(node.tryJoin(victim.address()).reached()).isEqualTo(1);
    Await.until("three members", () -> node.members().size() == 3);

    leaver.command("leave");
    victim.close();

    // its release knows no Left, so that peers take the leave over as a death or a leave, by their
    // own release
    awaitNode(
        node, "leaver", seen -> seen.state() == NodeState.LEFT || seen.state() == NodeState.DEAD);
    awaitNode(node, "victim", seen -> seen.state() == NodeState.DEAD);
    Await.until(
        "two leave events",
        () -> node.seen().stream().filter(seen -> seen.what() == What.LEAVE).count() == 2);
  }

  @Test
  void ourLeaveWithoutSerfsIntentIsAFailureThere() {
    var agent = agent("serf");
    var node = joined(agent);

    node.leave();

    Await.until("failed at Serf", () -> agent.statusOf("ours").equals("failed"));
    assertThat(agent.isAlive()).isTrue();
  }

  @Test
  void anEncryptedAgentTakesUsWithItsKey() {
    var agent = agent("serf", "-encrypt=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    var node = joined(agent, fitting().key("0123456789abcdef0123456789abcdef"));

    Await.remains(
        () -> "alive there", Duration.ofSeconds(2), () -> agent.statusOf("ours").equals("alive"));
    assertThat(node.members()).containsExactlyInAnyOrder("ours", "serf");
  }

  private static NodeSpec fitting() {
    return NodeSpec.named("ours").delegateVersions(2, 5, 5);
  }

  private SerfAgent agent(String name, String... options) {
    var agent = new SerfAgent(name, options);
    agents.add(agent);
    return agent;
  }

  private JavaNode ours(NodeSpec spec) {
    return cluster.startJava(spec);
  }

  private JavaNode joined(SerfAgent agent) {
    return joined(agent, fitting());
  }

  private JavaNode joined(SerfAgent agent, NodeSpec spec) {
    var node = ours(spec);
    assertThat(node.tryJoin(agent.address()).reached()).isEqualTo(1);
    Await.until("Serf lists us", () -> agent.statusOf("ours").equals("alive"));
    return node;
  }

  private static void awaitNode(JavaNode observer, String name, Predicate<Node> condition) {
    Await.until(
        () -> name + " but " + observer.memberlist().node(name),
        Await.LIMIT,
        () -> observer.memberlist().node(name).filter(condition).isPresent());
  }

  private static String decode(byte[] coordinate) {
    try (var unpacker = MessagePack.newDefaultUnpacker(coordinate, 1, coordinate.length - 1)) {
      return unpacker.unpackValue().toJson();
    } catch (IOException e) {
      throw new AssertionError("not msgpack", e);
    }
  }
}
