package io.memberlist;

import io.memberlist.metrics.MetricsListener;
import io.memberlist.transport.TransportFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that can be set (§13.1), immutable. Start with a preset:
 *
 * <pre>{@code
 * var config = Config.lan().name("node-1").bindPort(7947).build();
 * }</pre>
 *
 * <p>Names are those of the reference in Java case; the groups {@code rejoin}, {@code join}, {@code
 * detection}, {@code limits} and {@code interop} hold what the reference does not have.
 */
public final class Config {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.probe");

  private final ConfigValues values;

  private Config(ConfigValues values) {
    this.values = values;
  }

  /** Preset for a local network. */
  public static Builder lan() {
    return new Builder(ConfigValues.lan());
  }

  /** Preset for networks with longer round-trip times. */
  public static Builder wan() {
    return new Builder(ConfigValues.wan());
  }

  /** Preset for one machine. */
  public static Builder local() {
    return new Builder(ConfigValues.local());
  }

  /** A builder that starts with these settings. */
  public Builder toBuilder() {
    return new Builder(values.copy());
  }

  /** Names of all settings that {@link Builder#set} takes, in the order of the specification. */
  public static List<String> settings() {
    return ConfigText.names();
  }

  /** Name of the node, unique in the cluster: 1 to 255 bytes of UTF-8. Default: the host name. */
  public String name() {
    return values.name;
  }

  /** Makes the transport of each life of the node. Default: UDP and TCP sockets. */
  public TransportFactory transportFactory() {
    return values.transportFactory;
  }

  /** Label that keeps clusters apart (§4.1), at most 255 bytes of UTF-8; empty for none. */
  public String label() {
    return values.label;
  }

  /**
   * Whether packets and streams with a label are refused and such without one accepted; sending is
   * not affected.
   */
  public boolean skipInboundLabelCheck() {
    return values.skipInboundLabelCheck;
  }

  /** IP address to bind, for packets and streams. Default: {@code 0.0.0.0}, all addresses. */
  public String bindAddr() {
    return values.bindAddr;
  }

  /** Port to bind and default port of seeds, 0..65535; 0 picks a free one. Default: 7946. */
  public int bindPort() {
    return values.bindPort;
  }

  /** IP address to announce; null to derive it (§16.4). */
  public @Nullable String advertiseAddr() {
    return values.advertiseAddr;
  }

  /** Port to announce, 0..65535; 0 for the bound one (D31). */
  public int advertisePort() {
    return values.advertisePort;
  }

  /** Protocol version spoken, 1..5. Default: 2. */
  public int protocolVersion() {
    return values.protocolVersion;
  }

  /** Limit for dialling, and for reading and writing a stream; more than 0. */
  public Duration tcpTimeout() {
    return values.tcpTimeout;
  }

  /** Helpers asked when a direct probe failed, at least 0. */
  public int indirectChecks() {
    return values.indirectChecks;
  }

  /** Factor of the number of times a rumour is sent (§11.2), at least 1. */
  public int retransmitMult() {
    return values.retransmitMult;
  }

  /** Factor of the time a suspect has to defend itself (§11.1), at least 1. */
  public int suspicionMult() {
    return values.suspicionMult;
  }

  /** How many times longer a suspicion lasts while nobody confirms it (§11.3), at least 1. */
  public int suspicionMaxTimeoutMult() {
    return values.suspicionMaxTimeoutMult;
  }

  /** Between state exchanges with a random member; 0 for none. */
  public Duration pushPullInterval() {
    return values.pushPullInterval;
  }

  /** Between probes; 0 for none. */
  public Duration probeInterval() {
    return values.probeInterval;
  }

  /**
   * Wait for a direct ack; more than 0, and less than {@code probeInterval} to leave time for
   * helpers.
   */
  public Duration probeTimeout() {
    return values.probeTimeout;
  }

  /** Whether a failed probe is not tried over a stream as well. */
  public boolean disableTcpPings() {
    return values.disableTcpPings;
  }

  /** The same by name of the node; null for none. Called on the protocol thread: quick. */
  public @Nullable Predicate<String> disableTcpPingsForNode() {
    return values.disableTcpPingsForNode;
  }

  /** By how much bad local health stretches probing at most (§11.4), at least 1. */
  public int awarenessMaxMultiplier() {
    return values.awarenessMaxMultiplier;
  }

  /** Between gossip rounds; 0 for none. */
  public Duration gossipInterval() {
    return values.gossipInterval;
  }

  /** Nodes that get each gossip, at least 0. */
  public int gossipNodes() {
    return values.gossipNodes;
  }

  /** How long dead nodes are gossiped to, and kept on record. */
  public Duration gossipToTheDeadTime() {
    return values.gossipToTheDeadTime;
  }

  /** Whether input that is not encrypted is refused, given a key. */
  public boolean gossipVerifyIncoming() {
    return values.gossipVerifyIncoming;
  }

  /** Whether output is encrypted, given a key. */
  public boolean gossipVerifyOutgoing() {
    return values.gossipVerifyOutgoing;
  }

  /** Whether packets and streams are compressed if that makes them shorter. */
  public boolean enableCompression() {
    return values.enableCompression;
  }

  /** Keys of the cluster, primary first; null if there are none. Holds the secret key, too. */
  public @Nullable Keyring keyring() {
    return values.keyring;
  }

  /** The application's side of the node; null for none. */
  public @Nullable Delegate delegate() {
    return values.delegate;
  }

  /** Version of the application's own protocol, 0..255, within min and max. */
  public int delegateProtocolVersion() {
    return values.delegateProtocolVersion;
  }

  /** Lowest version of the application's own protocol understood, 0..255. */
  public int delegateProtocolMin() {
    return values.delegateProtocolMin;
  }

  /** Highest version of the application's own protocol understood, 0..255. */
  public int delegateProtocolMax() {
    return values.delegateProtocolMax;
  }

  /** Is told about members; null for none. */
  public @Nullable EventDelegate events() {
    return values.events;
  }

  /** Is told about name conflicts; null for none. */
  public @Nullable ConflictDelegate conflict() {
    return values.conflict;
  }

  /** May refuse joins; null for none. */
  public @Nullable MergeDelegate merge() {
    return values.merge;
  }

  /** Adds data to acks; null for none. */
  public @Nullable PingDelegate ping() {
    return values.ping;
  }

  /** May refuse nodes; null for none. */
  public @Nullable AliveDelegate alive() {
    return values.alive;
  }

  /** Resolver configuration file, whose first name server is asked over TCP (§14.3). */
  public String dnsConfigPath() {
    return values.dnsConfigPath;
  }

  /** Bound of each queue of received messages, at least 1. */
  public int handoffQueueDepth() {
    return values.handoffQueueDepth;
  }

  /** Size up to which packets are filled, 512..65507 bytes. */
  public int udpBufferSize() {
    return values.udpBufferSize;
  }

  /** After which the name of a dead node may be taken by another address; 0 for never. */
  public Duration deadNodeReclaimTime() {
    return values.deadNodeReclaimTime;
  }

  /** Whether sending to destinations without a node name is refused. */
  public boolean requireNodeNames() {
    return values.requireNodeNames;
  }

  /** Networks whose addresses are believed, such as {@code 10.0.0.0/8}; empty for all (§13.3). */
  public List<String> cidrsAllowed() {
    return values.cidrsAllowed;
  }

  /** Labels of every metric, in order. */
  public Map<String, String> metricLabels() {
    return values.metricLabels;
  }

  /** Between samples of the broadcast queue's length; more than 0. */
  public Duration queueCheckInterval() {
    return values.queueCheckInterval;
  }

  /** Searching for lost members. */
  public RejoinOptions rejoin() {
    return values.rejoin;
  }

  /** What follows a join. */
  public JoinOptions join() {
    return values.join;
  }

  /** Additions to failure detection. */
  public DetectionOptions detection() {
    return values.detection;
  }

  /** What is spent on peers at most. */
  public LimitOptions limits() {
    return values.limits;
  }

  /** Concessions to particular peers. */
  public InteropOptions interop() {
    return values.interop;
  }

  /** Further seeds for rejoin, asked before every round; null for none. */
  public @Nullable Supplier<? extends Collection<String>> rejoinSeeds() {
    return values.rejoinSeeds;
  }

  /** Makes the threads for streams; null for platform threads. */
  public @Nullable ThreadFactory streamThreads() {
    return values.streamThreads;
  }

  /** Takes timers and samples; null for nobody. */
  public @Nullable MetricsListener metricsListener() {
    return values.metricsListener;
  }

  /** All settings that a text can express; keys are counted, not shown. */
  @Override
  public String toString() {
    return ConfigText.describe(values);
  }

  /** Collects settings; everything is checked by {@link #build()}. Not thread-safe. */
  public static final class Builder extends ConfigSettings<Builder> {
    private final List<ConfigException.Violation> misread = new ArrayList<>();

    private Builder(ConfigValues values) {
      super(values);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets anything that a text can express.
     *
     * @param setting as in {@link Config}, ignoring case and hyphens; members of groups with a dot:
     *     {@code rejoin.interval}
     * @param value durations as {@code 200ms}, {@code 1s}, {@code 2m}; lists separated by {@code
     *     ;}; labels as {@code a=b;c=d}; the secret key in base64. What cannot be read is reported
     *     by {@link #build()}
     */
    public Builder set(String setting, String value) {
      ConfigText.set(this, setting, value).ifPresent(misread::add);
      return this;
    }

    /** Switches everything on that the reference does not have and that is worth having (§21.1). */
    public Builder withImprovements() {
      return rejoin(values.rejoin.withEnabled(true))
          .join(values.join.withResync(true))
          .detection(new DetectionOptions(true, true));
    }

    /**
     * Checks everything.
     *
     * @throws ConfigException with all that is wrong, keys excepted
     * @throws InvalidKeyException if the secret key has not 16, 24 or 32 bytes
     */
    public Config build() {
      var violations = new ArrayList<>(misread);
      violations.addAll(ConfigChecks.check(values));
      if (!violations.isEmpty()) {
        throw new ConfigException(violations);
      }
      var checked = values.copy();
      useSecretKey(checked);
      warn(checked);
      return new Config(checked);
    }

    private static void useSecretKey(ConfigValues checked) {
      var key = checked.secretKey;
      if (key.length == 0) {
        return;
      }
      Keyring.validate(key);
      if (checked.keyring == null) {
        checked.keyring = Keyring.of(List.of(), key);
      } else {
        checked.keyring.add(key);
        checked.keyring.use(key);
      }
      checked.secretKey = new byte[0];
    }

    private static void warn(ConfigValues checked) {
      if (checked.warned || !ConfigChecks.probeTimeoutTooLong(checked)) {
        return;
      }
      log.warn(
          "probeTimeout {} is not below probeInterval {}: no time is left for indirect probes",
          checked.probeTimeout,
          checked.probeInterval);
      checked.warned = true;
    }
  }
}
