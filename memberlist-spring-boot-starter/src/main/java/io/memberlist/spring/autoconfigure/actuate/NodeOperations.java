package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.MemberlistException;
import io.memberlist.NoSeedReachableException;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.OperationTimeoutException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.SeedFailure;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Joined;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Left;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the endpoint does with the node. Waits at most as long as it is told, never over 60 s. */
final class NodeOperations {

  static final Duration USUAL_LIMIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_LIMIT = Duration.ofSeconds(60);
  private static final String NOT_AN_ADDRESS = "not an address";

  /** The lifecycle of the node, where the starter has it. */
  interface Lifecycle {
    /** Ends the join in progress, and the pauses between attempts. */
    void cancelJoin();

    /** Ends the life of a node that has left. */
    void shutDown();

    /** Starts the node, and joins in the background. */
    void start();
  }

  private final Memberlist memberlist;
  private final Supplier<List<String>> configuredSeeds;
  private final Lifecycle lifecycle;

  NodeOperations(
      Memberlist memberlist, Supplier<List<String>> configuredSeeds, Lifecycle lifecycle) {
    this.memberlist = memberlist;
    this.configuredSeeds = configuredSeeds;
    this.lifecycle = lifecycle;
  }

  /** Seeds are separated by commas; null means the configured ones. */
  Joined join(@Nullable String text, @Nullable Duration timeout) {
    requireStarted();
    var seeds = text == null || text.isBlank() ? configuredSeeds.get() : split(text);
    if (seeds.isEmpty()) {
      throw RefusedException.badRequest(
          "There is nobody to join: no seeds are given, and none are configured.", "seeds");
    }
    try {
      var result = memberlist.join(seeds, limit(timeout));
      refuseBadAddress(result.failures());
      return new Joined(result.others(), null);
    } catch (NoSeedReachableException e) {
      refuseBadAddress(e.failures());
      throw nobody(reasons(e.failures()), e);
    } catch (ProtocolMismatchException e) {
      var reasons = new LinkedHashMap<String, String>();
      seeds.forEach(seed -> reasons.put(seed, "incompatible protocol version"));
      throw nobody(reasons, e);
    }
  }

  private static void refuseBadAddress(List<SeedFailure> failures) {
    for (var failure : failures) {
      if (failure.reason().startsWith(NOT_AN_ADDRESS)) {
        throw RefusedException.badRequest(failure.seed() + ": " + failure.reason(), "seeds");
      }
    }
  }

  private static Map<String, String> reasons(List<SeedFailure> failures) {
    var reasons = new LinkedHashMap<String, String>();
    failures.forEach(failure -> reasons.put(failure.seed(), failure.reason()));
    return reasons;
  }

  private static RefusedException nobody(Map<String, String> reasons, MemberlistException e) {
    return new RefusedException(
        RefusedException.BAD_GATEWAY, new Joined(0, reasons), String.valueOf(e.getMessage()));
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(seed -> !seed.isEmpty())
        .toList();
  }

  /** The application goes on. A goodbye that nobody confirmed is one all the same. */
  Left leave(@Nullable Duration timeout) {
    requireStarted();
    var limit = limit(timeout);
    lifecycle.cancelJoin();
    try {
      memberlist.leave(limit);
    } catch (OperationTimeoutException e) {
      return new Left(true);
    }
    return new Left(true);
  }

  Status start() {
    if (memberlist.status() == Memberlist.Status.RUNNING) {
      throw RefusedException.conflict("The node is running already.");
    }
    lifecycle.shutDown();
    lifecycle.start();
    return new Status(memberlist.status().name());
  }

  void sync() {
    requireRunning();
    if (memberlist.members().stream().noneMatch(this::other)) {
      throw RefusedException.conflict("There is no other member to exchange state with.");
    }
    try {
      memberlist.sync();
    } catch (MemberlistException e) {
      throw RefusedException.because(
          RefusedException.BAD_GATEWAY, String.valueOf(e.getMessage()), null);
    }
  }

  private boolean other(Node node) {
    return node.state() == NodeState.ALIVE && !node.name().equals(memberlist.config().name());
  }

  void forget(String name) {
    requireStarted();
    boolean known;
    try {
      known = memberlist.forget(name);
    } catch (IllegalStateException e) {
      requireStarted();
      throw RefusedException.conflict("Member '" + name + "' is alive or suspect.");
    }
    if (!known) {
      throw RefusedException.notFound("There is no member '" + name + "'.");
    }
  }

  /** Neither stopped nor left. */
  void requireRunning() {
    if (memberlist.status() != Memberlist.Status.RUNNING) {
      throw RefusedException.status(memberlist.status());
    }
  }

  void requireStarted() {
    if (memberlist.status() == Memberlist.Status.STOPPED) {
      throw RefusedException.status(Memberlist.Status.STOPPED);
    }
  }

  private static Duration limit(@Nullable Duration wanted) {
    if (wanted == null) {
      return USUAL_LIMIT;
    }
    if (wanted.isZero() || wanted.isNegative()) {
      throw RefusedException.badRequest("The time limit must be more than 0.", "timeout");
    }
    return wanted.compareTo(LONGEST_LIMIT) > 0 ? LONGEST_LIMIT : wanted;
  }
}
