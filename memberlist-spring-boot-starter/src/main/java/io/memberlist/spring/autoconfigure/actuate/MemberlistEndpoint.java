package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.NodeState;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Events;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Members;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The cluster as this node sees it, and what can be done with the node. Sections and operations are
 * selectors, since an endpoint cannot have fixed parts of paths.
 *
 * <p>Reading takes a snapshot and never waits. Over HTTP, {@link MemberlistEndpointWebExtension}
 * adds status codes.
 */
@Endpoint(id = "memberlist", defaultAccess = Access.READ_ONLY)
public class MemberlistEndpoint {

  private final Memberlist memberlist;
  private final ClusterReport cluster;
  private final ConfigReport config;
  private final MemberReports members;
  private final KeyOperations keys;
  private final NodeOperations node;
  private final TagOperations tags;
  private final EventHistory events;

  MemberlistEndpoint(
      Memberlist memberlist,
      ClusterReport cluster,
      ConfigReport config,
      NodeOperations node,
      TagOperations tags,
      KeyOperations keys,
      EventHistory events) {
    this.memberlist = memberlist;
    this.cluster = cluster;
    this.config = config;
    this.node = node;
    this.tags = tags;
    this.members = new MemberReports(memberlist);
    this.keys = keys;
    this.events = events;
  }

  /** Everything at a glance. */
  @ReadOperation
  public MemberlistDescriptor memberlist() {
    return cluster.describe();
  }

  /**
   * {@code members}, {@code keys}, {@code config} or {@code events}.
   *
   * @param state states of the members to show, separated by commas; null for all
   */
  @ReadOperation
  public Object section(@Selector String section, @Nullable String state) {
    return switch (section) {
      case "members" -> new Members(members.all(memberlist.allNodes(), states(state)));
      case "keys" -> keys.keys();
      case "config" -> config.describe();
      case "events" -> new Events(events.last());
      default -> throw unknown(section);
    };
  }

  /** One member: {@code members} and its name. */
  @ReadOperation
  public MemberDescriptor entry(
      @Selector String section, @Selector(match = Match.ALL_REMAINING) String... name) {
    if (!section.equals("members")) {
      throw unknown(section);
    }
    var wanted = join(name);
    return members
        .one(wanted)
        .orElseThrow(() -> RefusedException.notFound("There is no member '" + wanted + "'."));
  }

  /**
   * {@code join}, {@code leave}, {@code start}, {@code sync}, or {@code keys} to add a key.
   *
   * @param seeds for join, separated by commas; null for the configured ones
   * @param timeout for join and leave; null for 10 s
   * @param key for keys, in base64
   * @param primary for keys: whether it encrypts from now on
   */
  @WriteOperation
  public @Nullable Object operate(
      @Selector String operation,
      @Nullable String seeds,
      @Nullable Duration timeout,
      @Nullable String key,
      @Nullable Boolean primary) {
    return switch (operation) {
      case "join" -> node.join(seeds, timeout);
      case "leave" -> node.leave(timeout);
      case "start" -> node.start();
      case "keys" -> keys.add(key, Boolean.TRUE.equals(primary));
      case "sync" -> {
        node.sync();
        yield null;
      }
      default -> throw unknown(operation);
    };
  }

  /** {@code tags} and a name sets a tag; {@code keys} and a fingerprint makes a key primary. */
  @WriteOperation
  public Object change(
      @Selector String section,
      @Selector(match = Match.ALL_REMAINING) String[] name,
      @Nullable String value) {
    return switch (section) {
      case "tags" -> {
        node.requireRunning();
        yield tags.set(join(name), value);
      }
      case "keys" -> keys.use(join(name));
      default -> throw unknown(section);
    };
  }

  /**
   * {@code tags} and a name, {@code keys} and a fingerprint, or {@code members} and a name.
   *
   * @return always null; a type, so that the extension for the web replaces this operation
   */
  @DeleteOperation
  public @Nullable Object remove(
      @Selector String section, @Selector(match = Match.ALL_REMAINING) String... name) {
    switch (section) {
      case "tags" -> {
        node.requireRunning();
        tags.remove(join(name));
      }
      case "keys" -> keys.remove(join(name));
      case "members" -> node.forget(join(name));
      default -> throw unknown(section);
    }
    return null;
  }

  private static Set<NodeState> states(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return EnumSet.allOf(NodeState.class);
    }
    var states = EnumSet.noneOf(NodeState.class);
    for (var name : text.split(",")) {
      states.add(state(name.strip()));
    }
    return states;
  }

  private static NodeState state(String name) {
    return Arrays.stream(NodeState.values())
        .filter(state -> state.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.badRequest(
                    "'" + name + "' is not a state; there are " + stateNames() + ".", "state"));
  }

  private static String stateNames() {
    return String.join(
        ", ",
        Arrays.stream(NodeState.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .toList());
  }

  /** Names may contain slashes. */
  private static String join(String... segments) {
    return String.join("/", segments);
  }

  private static RefusedException unknown(String what) {
    return RefusedException.notFound("There is no '" + what + "' here.");
  }
}
