package io.memberlist.internal.core;

import io.memberlist.Node;
import io.memberlist.NodeDetails;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.PushNodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The member table at one moment: immutable, safe to share; public records are made when first
 * asked for. Shares the arrays of the table, which copies them before the next change.
 */
public final class MembershipView {

  private static final byte[] ZERO_VERSIONS = new byte[NodeInfo.VERSIONS];

  private final Records records;
  private final @Nullable Observations observations;
  private final Map<String, Suspicions.Accused> accused;
  private final String self;
  private final boolean selfTooOld;
  private final int healthScore;
  private final @Nullable Hooks hooks;
  private volatile @Nullable List<Node> members;
  private volatile @Nullable List<Node> allNodes;

  MembershipView(
      Records records,
      @Nullable Observations observations,
      Map<String, Suspicions.Accused> accused,
      String self,
      boolean selfTooOld,
      int healthScore,
      @Nullable Hooks hooks) {
    this.records = records;
    this.observations = observations;
    this.accused = accused;
    this.self = self;
    this.selfTooOld = selfTooOld;
    this.healthScore = healthScore;
    this.hooks = hooks;
  }

  /** A view of nothing. */
  public static MembershipView empty() {
    return new MembershipView(new Records(0), null, Map.of(), "", false, 0, null);
  }

  /** Alive and suspect nodes, the own one included, in table order. */
  public List<Node> members() {
    List<Node> list = members;
    if (list == null) {
      list = nodes(numMembers(), true);
      members = list;
    }
    return list;
  }

  /** All records, in table order. */
  public List<Node> allNodes() {
    List<Node> list = allNodes;
    if (list == null) {
      list = nodes(records.size, false);
      allNodes = list;
    }
    return list;
  }

  private List<Node> nodes(int expected, boolean membersOnly) {
    List<Node> nodes = new ArrayList<>(expected);
    for (int i = 0; i < records.size; i++) {
      int member = records.order[i];
      if (!membersOnly || !records.state(member).deadOrLeft()) {
        nodes.add(node(member));
      }
    }
    return Collections.unmodifiableList(nodes);
  }

  /** Number of {@link #members()}. */
  public int numMembers() {
    return count(NodeState.ALIVE) + count(NodeState.SUSPECT);
  }

  /** The record of that name. */
  public Optional<Node> node(String name) {
    int member = records.find(name);
    return member == MemberTable.NONE ? Optional.empty() : Optional.of(node(member));
  }

  /** What was observed of the node of that name. */
  public Optional<NodeDetails> details(String name) {
    int member = records.find(name);
    return member == MemberTable.NONE ? Optional.empty() : Optional.of(details(member));
  }

  private NodeDetails details(int member) {
    Suspicions.Accused suspicion = accused.get(records.info[member].name());
    boolean acked = observations != null && observations.rtt[member] != 0;
    return new NodeDetails(
        node(member),
        observations != null && acked ? hooks().instant(observations.lastAck[member]) : null,
        observations == null ? 0 : observations.failedProbes[member],
        observations != null && observations.streamOnly[member],
        suspicion == null ? List.of() : suspicion.accusers(),
        suspicion == null ? null : hooks().instant(suspicion.deadline()));
  }

  /**
   * The own node, also when its record is too old to be sent (D22).
   *
   * @throws IllegalStateException in a view of nothing
   */
  public Node local() {
    return node(self).orElseThrow(() -> new IllegalStateException("there is no own node"));
  }

  /** Local health, 0 is healthy. */
  public int healthScore() {
    return healthScore;
  }

  /** Number of records in a state, for the gauges of §8.3 step 3. */
  public int count(NodeState state) {
    return records.count(state);
  }

  /** Number of records, §1.3. */
  public int estimatedNodes() {
    return records.size;
  }

  /** Number of alive and suspect members other than the own node. */
  public int othersAlive() {
    int own = records.find(self);
    return numMembers() - (own != MemberTable.NONE && !records.state(own).deadOrLeft() ? 1 : 0);
  }

  /** Records for a state exchange (§8.3 step 2), in table order. */
  public List<PushNodeState> records() {
    List<PushNodeState> list = new ArrayList<>(records.size);
    for (int i = 0; i < records.size; i++) {
      int member = records.order[i];
      NodeInfo info = records.info[member];
      if (!selfTooOld || !info.name().equals(self)) {
        list.add(record(info, records.incarnation[member], records.state[member]));
      }
    }
    return Collections.unmodifiableList(list);
  }

  private static PushNodeState record(NodeInfo info, int incarnation, int state) {
    byte[] versions = info.versions().length == 0 ? ZERO_VERSIONS : info.versions();
    return new PushNodeState(
        info.name(), info.address(), info.meta(), incarnation, state, versions);
  }

  /** Whether an alive or suspect record has the address. */
  public boolean hasMemberAt(NodeAddress address) {
    for (int member = 0; member < records.size; member++) {
      if (!records.state(member).deadOrLeft()
          && sameEndpoint(records.info[member].address(), address)) {
        return true;
      }
    }
    return false;
  }

  /** As the network sees it: an IPv4-mapped address is reached where the IPv4 address is. */
  private static boolean sameEndpoint(NodeAddress one, NodeAddress other) {
    return one.port() == other.port() && Arrays.equals(unmapped(one.ip()), unmapped(other.ip()));
  }

  private static byte[] unmapped(byte[] ip) {
    boolean mapped = ip.length == 16 && ip[10] == -1 && ip[11] == -1;
    for (int i = 0; mapped && i < 10; i++) {
      mapped = ip[i] == 0;
    }
    return mapped ? Arrays.copyOfRange(ip, 12, 16) : ip;
  }

  private Node node(int member) {
    long rtt = observations == null ? 0 : observations.rtt[member];
    return records.info[member].node(
        records.state(member),
        records.incarnation[member],
        hooks().instant(records.since[member]),
        rtt == 0 ? null : Duration.ofNanos(rtt));
  }

  private Hooks hooks() {
    if (hooks == null) {
      throw new IllegalStateException("a view of nothing has no records");
    }
    return hooks;
  }
}
