package io.memberlist.cli.agent;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.cli.Json;
import io.memberlist.cli.Keys;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands of an agent: each line is one, each gets one reply; none of them ends the agent but
 * {@code exit}.
 */
final class AgentCommands {

  private final Agent agent;
  private final Memberlist memberlist;
  private final AgentDelegates delegates;
  private final Events events;

  AgentCommands(Agent agent, AgentDelegates delegates, Events events) {
    this.agent = agent;
    this.memberlist = agent.memberlist();
    this.delegates = delegates;
    this.events = events;
  }

  /** Executes one line; false if the agent is to end. */
  @SuppressWarnings("CatchingUnchecked") // whatever is wrong with one command, the next may come
  boolean execute(String line) {
    if (line.isBlank()) {
      return true;
    }
    long start = System.nanoTime();
    Map<String, @Nullable Object> fields = new HashMap<>();
    var own = Json.object();
    var outcome = Json.object();
    try {
      fields = Json.parse(line);
      run(new Arguments(fields), own);
      outcome.put("ok", true);
    } catch (IOException | RuntimeException e) {
      outcome.put("ok", false).put("error", e.getMessage() == null ? e.toString() : e.getMessage());
    }
    var name = new Arguments(fields).text("cmd");
    var reply = Json.object().put("cmd", name);
    if (fields.containsKey("id")) {
      reply.put("id", fields.get("id"));
    }
    reply.putAll(outcome).put("tookMs", (System.nanoTime() - start) / 1e6).putAll(own);
    events.emit("reply", reply, reply.toString());
    return !name.equals("exit");
  }

  /** Groups of commands; each knows some names and leaves the others to the next. */
  private void run(Arguments arguments, Json reply) throws IOException {
    var name = arguments.text("cmd");
    boolean known =
        membership(name, arguments, reply)
            || messages(name, arguments, reply)
            || settings(name, arguments, reply)
            || faults(name, arguments);
    if (!known) {
      throw new IllegalArgumentException("unknown command \"" + name + "\"");
    }
  }

  private boolean membership(String name, Arguments arguments, Json reply) {
    switch (name) {
      case "join" -> join(arguments, reply);
      case "leave" -> memberlist.leave(arguments.timeout());
      case "members" ->
          reply
              .put("members", NodeJson.of(memberlist.members()))
              .put("num", memberlist.numMembers());
      case "num" -> reply.put("num", memberlist.numMembers());
      case "local" -> reply.put("node", NodeJson.of(memberlist.localNode()));
      case "health" -> reply.put("score", memberlist.healthScore());
      case "proto" -> reply.put("proto", memberlist.config().protocolVersion());
      case "ping" -> ping(arguments, reply);
      case "update" -> {
        delegates.meta(arguments.payload());
        memberlist.updateNode(arguments.timeout());
      }
      case "shutdown", "exit" -> agent.close();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void join(Arguments arguments, Json reply) {
    var addresses = arguments.addresses();
    reply.put("n", 0);
    reply.put("n", memberlist.join(addresses).reached());
  }

  private void ping(Arguments arguments, Json reply) {
    var name = arguments.required("name");
    var target = arguments.text("addr").isEmpty() ? member(name).address() : arguments.address();
    reply.put("rttMs", millis(memberlist.ping(name, target)));
  }

  static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private Node member(String name) {
    return memberlist
        .node(name)
        .orElseThrow(() -> new IllegalArgumentException("no member is named \"" + name + "\""));
  }

  private boolean messages(String name, Arguments arguments, Json reply) {
    switch (name) {
      case "sendBestEffort" -> {
        var to = member(arguments.required("to"));
        repeat(arguments, reply, message -> memberlist.sendBestEffort(to, message));
      }
      case "sendReliable" -> {
        var to = member(arguments.required("to"));
        repeat(arguments, reply, message -> memberlist.sendReliable(to, message));
      }
      case "sendAddress" -> {
        var to = arguments.destination();
        repeat(arguments, reply, message -> memberlist.sendToAddress(to, message));
      }
      case "broadcast" ->
          reply.put("queued", delegates.queue(arguments.text("name"), arguments.payload()));
      case "quiet" -> delegates.quiet(!arguments.off());
      case "msgs" ->
          reply.put("count", delegates.messages()).put("bytes", delegates.messageBytes());
      case "mem" -> reply.putAll(ProcessMeter.json());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Sends a payload. */
  @FunctionalInterface
  private interface Sending {
    void send(byte[] message);
  }

  private static void repeat(Arguments arguments, Json reply, Sending sending) {
    var message = arguments.payload();
    long count = arguments.count();
    reply.put("sent", 0);
    for (long sent = 1; sent <= count; sent++) {
      sending.send(message);
      reply.put("sent", sent);
    }
  }

  private boolean settings(String name, Arguments arguments, Json reply) {
    switch (name) {
      case "state" -> delegates.state(arguments.payload());
      case "ackPayload" -> delegates.ackPayload(arguments.payload());
      case "rejectAlive" ->
          delegates.rejectAlive(arguments.off() ? "" : arguments.required("name"));
      case "rejectMerge" -> delegates.rejectMerge(arguments.text("msg"));
      case "keys" -> keys(arguments, reply);
      case "set" -> set(arguments.required("name"), arguments);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void keys(Arguments arguments, Json reply) {
    var ring =
        memberlist
            .keyring()
            .filter(keyring -> keyring.size() > 0)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the agent was started without a key: give it one with --key"));
    var op = arguments.text("op");
    switch (op) {
      case "", "list" -> {}
      case "add" -> ring.add(Keys.parse(arguments.required("key")));
      case "use" -> ring.use(Keys.parse(arguments.required("key")));
      case "remove" -> ring.remove(Keys.bytes(arguments.required("key")));
      default ->
          throw new IllegalArgumentException(
              "op is \"" + op + "\": expected list, add, use or remove");
    }
    var keys = ring.keys().stream().map(HexFormat.of()::formatHex).toList();
    reply.put("keys", keys).put("primary", keys.get(0));
  }

  private void set(String name, Arguments arguments) {
    var config = memberlist.config();
    switch (name.replace("-", "").toLowerCase(Locale.ROOT)) {
      case "gossipverifyincoming" ->
          memberlist.verify(arguments.flag("value"), config.gossipVerifyOutgoing());
      case "gossipverifyoutgoing" ->
          memberlist.verify(config.gossipVerifyIncoming(), arguments.flag("value"));
      default ->
          throw new IllegalArgumentException(
              "\""
                  + name
                  + "\" cannot change at run time:"
                  + " GossipVerifyIncoming and GossipVerifyOutgoing can");
    }
  }

  private boolean faults(String name, Arguments arguments) throws IOException {
    switch (name) {
      case "drop" ->
          agent
              .faults()
              .drop(Faults.Side.parse(arguments.text("side")), arguments.required("addr"));
      case "restore" -> restore(arguments);
      case "delay" -> {
        var faults = agent.faults();
        arguments.required("timeout");
        faults.delay(arguments.timeout().toNanos());
      }
      case "raw" -> agent.raw(arguments.payload(), arguments.destination());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Of one side, or of all. */
  private void restore(Arguments arguments) {
    var faults = agent.faults();
    var side = arguments.text("side");
    if (side.isEmpty()) {
      for (var each : Faults.Side.values()) {
        faults.restore(each, arguments.text("addr"));
      }
    } else {
      faults.restore(Faults.Side.parse(side), arguments.text("addr"));
    }
  }
}
