package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.memberlist.Delegate;
import io.memberlist.spring.autoconfigure.NodeTags;
import io.memberlist.spring.test.Peers;
import io.memberlist.spring.test.TestApplication;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of the endpoint about tags that need a special node (7.1). */
class TagOperationsTest {

  private static final String PATH = "/actuator/memberlist/tags/colour";

  private final Peers peers = new Peers();

  @AfterEach
  void end() {
    peers.close();
  }

  /** Supplies metadata of its own. */
  static class OwnMetadata implements Delegate {
    @Override
    public byte[] nodeMeta(int limit) {
      return new byte[] {1};
    }
  }

  @Test
  void s_51_metadataOfADelegateBeanAreNotChanged() {
    try (var application =
        TestApplication.start(
            List.of(OwnMetadata.class), "management.endpoint.memberlist.access=unrestricted")) {
      var set = application.post(PATH, "{\"value\":\"red\"}");

      assertThat(set.status()).isEqualTo(409);
      assertThat(set.json().at("/error").asString()).contains("delegate");
      assertThat(application.delete(PATH).status()).isEqualTo(409);
      assertThat(application.memberlist().localNode().meta()).containsExactly(1);
    }
  }

  /** Nothing spreads without gossip and probes. */
  @Test
  void s_51_spreadingThatIsNotConfirmedInTimeIs504AndTheTagStays() {
    try (var application =
        TestApplication.start(
            "memberlist.discovery.enabled=false",
            "memberlist.gossip-interval=0",
            "memberlist.probe-interval=0")) {
      peers.join("peer", application.seed());
      var node = application.memberlist();
      var tags =
          new TagOperations(
              node, application.context().getBean(NodeTags.class), Duration.ofMillis(50));

      var refused = catchThrowableOfType(RefusedException.class, () -> tags.set("colour", "red"));

      assertThat(refused.status()).isEqualTo(504);
      assertThat(node.localNode().tags()).containsEntry("colour", "red");
    }
  }
}
