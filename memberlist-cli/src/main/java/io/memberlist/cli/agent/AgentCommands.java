package io.memberlist.cli.agent;

import io.memberlist.Keyring;
import io.memberlist.MemberlistException;
import io.memberlist.cli.Blob;
import io.memberlist.cli.Durations;
import io.memberlist.cli.Json;
import io.memberlist.cli.Keys;
import io.memberlist.transport.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands of an agent: each line is one, each gets one reply; none of them ends the agent but
 * those that should.
 */
final class AgentCommands {

  /** Does one command and gives the reply's own fields. */
  @FunctionalInterface
  private interface Action {
    Json run(Arguments arguments) throws IOException;
  }

  private static final List<String> ENDING = List.of("shutdown", "exit");

  private final Agent agent;
  private final Events events;
  private final Map<String, Action> actions = new HashMap<>();

  AgentCommands(Agent agent, Events events) {
    this.agent = agent;
    this.events = events;
    membership();
    messages();
    settings();
    faults();
  }

  /** Executes one line; false if the agent is to end. */
  boolean execute(String line) {
    if (line.isBlank()) {
      return true;
    }
    long start = System.nanoTime();
    Map<String, @Nullable Object> fields = new HashMap<>();
    var reply = Json.object();
    try {
      fields = Json.parse(line);
      reply = run(new Arguments(fields)).put("ok", true);
    } catch (IllegalArgumentException
        | IllegalStateException
        | MemberlistException
        | IOException e) {
      reply.put("ok", false).put("error", String.valueOf(e.getMessage()));
    }
    var name = String.valueOf(fields.getOrDefault("cmd", ""));
    events.emit("reply", head(fields, name, start).putAll(reply));
    return !ENDING.contains(name);
  }

  private static Json head(Map<String, @Nullable Object> fields, String name, long start) {
    var head = Json.object().put("cmd", name);
    if (fields.containsKey("id")) {
      head.put("id", fields.get("id"));
    }
    return head.put("tookMs", (System.nanoTime() - start) / 1e6);
  }

  private Json run(Arguments arguments) throws IOException {
    var name = arguments.text("cmd", "");
    if (ENDING.contains(name)) {
      agent.close();
      return Json.object();
    }
    var action = actions.get(name);
    if (action == null) {
      throw new IllegalArgumentException("unknown command \"" + name + "\"");
    }
    return action.run(arguments);
  }

  private void membership() {
    var memberlist = agent.memberlist();
    actions.put("join", a -> Json.object().put("n", memberlist.join(a.addresses()).reached()));
    actions.put(
        "leave",
        a -> {
          memberlist.leave(a.duration("timeout", Duration.ofSeconds(10)));
          return Json.object();
        });
    actions.put(
        "members",
        a ->
            Json.object()
                .put("members", NodeJson.of(memberlist.members()))
                .put("num", memberlist.numMembers()));
    actions.put("num", a -> Json.object().put("num", memberlist.numMembers()));
    actions.put("local", a -> Json.object().put("node", NodeJson.of(memberlist.localNode())));
    actions.put("health", a -> Json.object().put("score", memberlist.healthScore()));
    actions.put("proto", a -> Json.object().put("proto", memberlist.config().protocolVersion()));
    actions.put("ping", this::ping);
    actions.put(
        "update",
        a -> {
          agent.delegates().meta(a.payload());
          memberlist.updateNode(a.duration("timeout", Duration.ofSeconds(10)));
          return Json.object();
        });
  }

  private Json ping(Arguments arguments) {
    var name = arguments.text("name", "");
    var addr = arguments.text("addr", "");
    var target = addr.isEmpty() ? agent.member(name).address() : arguments.socketAddress("addr");
    var rtt = agent.memberlist().ping(name, target);
    return Json.object().put("rttMs", rtt.toNanos() / 1e6);
  }

  private void messages() {
    var memberlist = agent.memberlist();
    actions.put(
        "sendBestEffort",
        a -> a.repeat(i -> memberlist.sendBestEffort(agent.member(a.text("to", "")), a.payload())));
    actions.put(
        "sendReliable",
        a -> a.repeat(i -> memberlist.sendReliable(agent.member(a.text("to", "")), a.payload())));
    actions.put(
        "sendAddress",
        a -> {
          var name = a.text("name", "");
          var to = new Address(a.socketAddress("addr"), name.isEmpty() ? null : name);
          return a.repeat(i -> memberlist.sendToAddress(to, a.payload()));
        });
    actions.put(
        "broadcast",
        a ->
            Json.object()
                .put("queued", agent.delegates().queueBroadcast(a.text("name", ""), a.payload())));
    actions.put(
        "quiet",
        a -> {
          agent.delegates().quiet(!a.off());
          return Json.object();
        });
    actions.put(
        "msgs",
        a ->
            Json.object()
                .put("count", agent.delegates().messages())
                .put("bytes", agent.delegates().messageBytes()));
    actions.put("mem", a -> ProcessMeter.json());
  }

  private void settings() {
    actions.put(
        "state",
        a -> {
          agent.delegates().state(a.payload());
          return Json.object();
        });
    actions.put(
        "ackPayload",
        a -> {
          agent.delegates().ackPayload(a.payload());
          return Json.object();
        });
    actions.put(
        "rejectAlive",
        a -> {
          agent.delegates().rejectAlive(a.text("name", "*"), !a.off());
          return Json.object();
        });
    actions.put(
        "rejectMerge",
        a -> {
          agent.delegates().mergeVeto(a.text("msg", ""));
          return Json.object();
        });
    actions.put("keys", this::keys);
    actions.put("set", this::set);
  }

  private Json keys(Arguments arguments) {
    Keyring ring =
        agent
            .memberlist()
            .keyring()
            .orElseThrow(() -> new IllegalStateException("the agent was started without --key"));
    var op = arguments.text("op", "list");
    switch (op) {
      case "list" -> {}
      case "add" -> ring.add(Keys.parse(arguments.text("key", "")));
      case "use" -> ring.use(Keys.parse(arguments.text("key", "")));
      case "remove" -> ring.remove(Keys.parse(arguments.text("key", "")));
      default ->
          throw new IllegalArgumentException(
              "op is \"" + op + "\": expected list, add, use or remove");
    }
    var keys = ring.keys().stream().map(HexFormat.of()::formatHex).toList();
    return Json.object().put("keys", keys).put("primary", keys.isEmpty() ? null : keys.get(0));
  }

  private Json set(Arguments arguments) {
    var name = arguments.text("name", "").replace("-", "").toLowerCase(Locale.ROOT);
    boolean value = Boolean.parseBoolean(arguments.text("value", ""));
    var config = agent.memberlist().config();
    switch (name) {
      case "gossipverifyincoming" ->
          agent.memberlist().verify(value, config.gossipVerifyOutgoing());
      case "gossipverifyoutgoing" ->
          agent.memberlist().verify(config.gossipVerifyIncoming(), value);
      default ->
          throw new IllegalArgumentException(
              "\""
                  + arguments.text("name", "")
                  + "\" cannot change at run time: GossipVerifyIncoming and GossipVerifyOutgoing can");
    }
    return Json.object();
  }

  private void faults() {
    actions.put(
        "drop",
        a -> {
          agent.faults().drop(Faults.Side.parse(a.text("side", "")), a.text("addr", "*"));
          return Json.object();
        });
    actions.put(
        "restore",
        a -> {
          var side = a.text("side", "");
          var sides =
              side.isEmpty()
                  ? EnumSet.allOf(Faults.Side.class)
                  : EnumSet.of(Faults.Side.parse(side));
          sides.forEach(each -> agent.faults().restore(each, a.text("addr", "")));
          return Json.object();
        });
    actions.put(
        "delay",
        a -> {
          agent.faults().delay(a.duration("timeout", Duration.ZERO).toNanos());
          return Json.object();
        });
    actions.put(
        "raw",
        a -> {
          agent.transport().raw(a.payload(), new Address(a.socketAddress("addr"), null));
          return Json.object();
        });
  }

  /** The fields of a command. */
  private record Arguments(Map<String, @Nullable Object> fields) {

    /** Something done several times. */
    @FunctionalInterface
    interface Step {
      void run(long i) throws IOException;
    }

    String text(String name, String otherwise) {
      var value = fields.get(name);
      return value == null ? otherwise : value.toString();
    }

    boolean off() {
      return text("op", "").equals("off");
    }

    byte[] payload() {
      return Blob.payload(fields);
    }

    Duration duration(String name, Duration otherwise) {
      var text = text(name, "");
      return text.isEmpty() ? otherwise : Durations.parse(text);
    }

    List<String> addresses() {
      if (fields.get("addrs") instanceof List<?> list) {
        return list.stream().map(String::valueOf).toList();
      }
      return List.of(text("addr", ""));
    }

    Json repeat(Step step) throws IOException {
      long count = fields.get("count") instanceof Long n ? n : 1;
      for (long i = 0; i < count; i++) {
        step.run(i);
      }
      return Json.object().put("sent", count);
    }

    InetSocketAddress socketAddress(String name) {
      var text = text(name, "");
      int colon = text.lastIndexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException(name + " is \"" + text + "\": expected host:port");
      }
      var host = text.substring(0, colon).replaceAll("^\\[|]$", "");
      try {
        return new InetSocketAddress(Agent.host(host), Integer.parseInt(text.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(name + " is \"" + text + "\": the port is no number", e);
      }
    }
  }
}
