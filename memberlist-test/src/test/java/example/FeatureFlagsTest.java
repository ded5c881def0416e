package example;

import static io.memberlist.NodeState.DEAD;
import static io.memberlist.test.Notice.Kind.FAILED;
import static io.memberlist.test.Notice.Kind.JOINED;
import static io.memberlist.test.Notice.Kind.SUSPECTED;
import static io.memberlist.test.assertions.MemberlistAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.test.MemberlistCluster;
import io.memberlist.test.NodeConfigurer;
import io.memberlist.test.RealCluster;
import io.memberlist.test.VirtualCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

// tag::example[]
@MemberlistCluster(nodes = 5)
class FeatureFlagsTest implements NodeConfigurer {

  private final Map<String, FeatureFlags> flags = new ConcurrentHashMap<>();

  @Override
  public void configure(String node, Config.Builder config) {
    flags.put(node, new FeatureFlags());
    config.delegate(flags.get(node));
  }

  @Test
  void aFlagReachesEverybodyWithinASecond(VirtualCluster cluster) {
    flags.get("node-1").set("dark-mode", true);

    cluster.advance(ofSeconds(1));

    assertThat(flags.values()).allMatch(each -> each.isOn("dark-mode"));
    assertThat(cluster).hasNoFailures();
  }

  @Test
  void whoWasCutOffLearnsOfItWhenItComesBack(VirtualCluster cluster) {
    cluster.partition("node-5");
    cluster.advance(ofSeconds(20));
    assertThat(cluster.node(1)).sees("node-5", DEAD);
    assertThat(cluster.node(1).events().about("node-5")).hasKinds(JOINED, SUSPECTED, FAILED);
    flags.get("node-1").set("dark-mode", true);

    cluster.heal();
    cluster.node(5).memberlist().join(List.of("node-1"));
    cluster.awaitConverged();

    assertThat(flags.get("node-5").isOn("dark-mode")).isTrue();
  }

  @Test
  void aLongGarbageCollectionDoesNotMakeItFail(VirtualCluster cluster) {
    cluster.node(2).pause(ofSeconds(4));

    cluster.advance(ofSeconds(60));

    assertThat(cluster.history()).hasNo(FAILED);
    assertThat(cluster).hasConverged();
  }

  @Test
  void theSameHoldsForRealNodes(RealCluster cluster) {
    flags.get("node-1").set("dark-mode", true);

    cluster.awaitUntil(
        () -> flags.values().stream().allMatch(each -> each.isOn("dark-mode")), ofSeconds(30));
  }
}
// end::example[]
