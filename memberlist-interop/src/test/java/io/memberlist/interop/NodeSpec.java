package io.memberlist.interop;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a node is to be started; the same for all kinds. The intervals are short, so that whatever is
 * to happen does within a few seconds.
 */
final class NodeSpec {

  final String name;
  final Map<Setting, Object> settings = new EnumMap<>(Setting.class);
  final List<String> keys = new ArrayList<>();
  String bind = "";
  int port;
  String advertise = "";
  String label = "";
  boolean compress = true;
  int protocol = 2;
  int[] delegateVersions = {0, 0, 0};
  byte @Nullable [] meta;
  byte @Nullable [] state;
  byte @Nullable [] ackPayload;
  boolean noDelegate;
  boolean alive;
  String seed = "";
  boolean faults;
  boolean trace;

  private NodeSpec(String name) {
    this.name = name;
    set(Setting.PROBE_INTERVAL, ofMillis(500));
    set(Setting.PROBE_TIMEOUT, ofMillis(200));
    set(Setting.SUSPICION_MULT, 1_000);
    set(Setting.GOSSIP_INTERVAL, ofMillis(50));
    set(Setting.TCP_TIMEOUT, ofSeconds(5));
  }

  static NodeSpec named(String name) {
    return new NodeSpec(name);
  }

  NodeSpec set(Setting setting, Object value) {
    settings.put(setting, value);
    return this;
  }

  /** Has it keep the intervals of the LAN preset, for tests that are about them. */
  NodeSpec unhurried() {
    settings.clear();
    return set(Setting.SUSPICION_MULT, 1_000);
  }

  /** All our additions (§21.1); not for the others, which have none of them. */
  NodeSpec improved() {
    return set(Setting.REJOIN, true)
        .set(Setting.RESYNC, true)
        .set(Setting.CRASH_EVIDENCE, true)
        .set(Setting.LIVING_ACCUSERS, true);
  }

  /**
   * Has it take somebody silent for dead soon; without this it suspects for longer than a test
   * runs, so that no pause of a busy machine changes anything.
   */
  NodeSpec noticesDeaths() {
    return set(Setting.SUSPICION_MULT, 4);
  }

  NodeSpec bind(String bind, int port) {
    this.bind = bind;
    this.port = port;
    return this;
  }

  NodeSpec advertise(String advertise) {
    this.advertise = advertise;
    return this;
  }

  NodeSpec label(String label) {
    this.label = label;
    return this;
  }

  /** Adds a key; the first one is primary. */
  NodeSpec key(String key) {
    keys.add(key);
    return this;
  }

  NodeSpec compress(boolean compress) {
    this.compress = compress;
    return this;
  }

  NodeSpec protocol(int protocol) {
    this.protocol = protocol;
    return this;
  }

  NodeSpec delegateVersions(int min, int max, int current) {
    delegateVersions = new int[] {min, max, current};
    return this;
  }

  NodeSpec meta(byte[] meta) {
    this.meta = meta;
    return this;
  }

  NodeSpec meta(String meta) {
    return meta(meta.getBytes(StandardCharsets.UTF_8));
  }

  NodeSpec state(byte[] state) {
    this.state = state;
    return this;
  }

  /** Installs a ping delegate that answers with these bytes. */
  NodeSpec ackPayload(byte[] payload) {
    this.ackPayload = payload;
    return this;
  }

  /** Installs an alive delegate; agents only. */
  NodeSpec alive() {
    this.alive = true;
    return this;
  }

  /** Joins at start; agents only. */
  NodeSpec seed(String address) {
    this.seed = address;
    return this;
  }

  NodeSpec noDelegate() {
    this.noDelegate = true;
    return this;
  }

  NodeSpec faults() {
    this.faults = true;
    return this;
  }

  /** Has an agent report all traffic; our node in this process cannot. */
  NodeSpec trace() {
    this.trace = true;
    return this;
  }

  /** The command line of an agent. */
  List<String> arguments() {
    var arguments =
        new ArrayList<>(List.of("agent", "--json", "--merge", "--name", name, "--bind", bind));
    arguments.addAll(
        List.of("--port", Integer.toString(port), "--proto", Integer.toString(protocol)));
    arguments.addAll(
        List.of(
            "--dver", delegateVersions[0] + "," + delegateVersions[1] + "," + delegateVersions[2]));
    arguments.add("--compress=" + compress);
    settings.forEach(
        (setting, value) ->
            arguments.addAll(List.of("--set", setting.field + "=" + Setting.text(value))));
    keys.forEach(key -> arguments.addAll(List.of("--key", key)));
    addText(arguments, "--label", label);
    addText(arguments, "--advertise", advertise);
    addText(arguments, "--join", seed);
    addBytes(arguments, "--meta", meta);
    addBytes(arguments, "--state", state);
    addBytes(arguments, "--ack-payload", ackPayload);
    addFlag(arguments, "--ping", ackPayload != null);
    addFlag(arguments, "--no-delegate", noDelegate);
    addFlag(arguments, "--alive", alive);
    addFlag(arguments, "--faults", faults);
    addFlag(arguments, "--trace", trace);
    return arguments;
  }

  private static void addText(List<String> arguments, String option, String value) {
    if (!value.isEmpty()) {
      arguments.addAll(List.of(option, value));
    }
  }

  private static void addBytes(List<String> arguments, String option, byte @Nullable [] value) {
    if (value != null) {
      arguments.addAll(List.of(option, "hex:" + HexFormat.of().formatHex(value)));
    }
  }

  private static void addFlag(List<String> arguments, String option, boolean wanted) {
    if (wanted) {
      arguments.add(option);
    }
  }
}
