package io.memberlist.spring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;

/** Properties {@code memberlist.*}: those of {@link io.memberlist.Config} and the starter's own. */
@ConfigurationProperties("memberlist")
public class MemberlistProperties extends MemberlistConfigProperties {

  /** Whether there is a node at all. */
  private boolean enabled = true;

  /** Whether the node starts with the application. */
  private boolean autoStartup = true;

  /** Tags of this node, announced to all members in Serf's encoding: at most 512 bytes. */
  private Map<String, String> tags = new LinkedHashMap<>();

  private final Encryption encryption = new Encryption();

  private final Join join = new Join();

  private final Rejoin rejoin = new Rejoin();

  private final Detection detection = new Detection();

  private final Limits limits = new Limits();

  private final Interop interop = new Interop();

  private final Leave leave = new Leave();

  private final Events events = new Events();

  private final Health health = new Health();

  private final Metrics metrics = new Metrics();

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public boolean isAutoStartup() {
    return autoStartup;
  }

  public void setAutoStartup(boolean autoStartup) {
    this.autoStartup = autoStartup;
  }

  public Map<String, String> getTags() {
    return tags;
  }

  public void setTags(Map<String, String> tags) {
    this.tags = tags;
  }

  public Encryption getEncryption() {
    return encryption;
  }

  public Join getJoin() {
    return join;
  }

  public Rejoin getRejoin() {
    return rejoin;
  }

  public Detection getDetection() {
    return detection;
  }

  public Limits getLimits() {
    return limits;
  }

  public Interop getInterop() {
    return interop;
  }

  public Leave getLeave() {
    return leave;
  }

  public Events getEvents() {
    return events;
  }

  public Health getHealth() {
    return health;
  }

  public Metrics getMetrics() {
    return metrics;
  }

  /** Encryption of packets and streams. */
  public static class Encryption {

    /** Keys in base64, 16, 24 or 32 bytes each; the first encrypts, all decrypt. */
    private List<String> keys = new ArrayList<>();

    /**
     * File with the keys instead: a JSON array of base64 texts, the first encrypts. Written anew
     * when keys are added, used or removed while the node runs. Default: none.
     */
    private @Nullable Resource keyringFile;

    public @Nullable Resource getKeyringFile() {
      return keyringFile;
    }

    public void setKeyringFile(@Nullable Resource keyringFile) {
      this.keyringFile = keyringFile;
    }

    public List<String> getKeys() {
      return keys;
    }

    public void setKeys(List<String> keys) {
      this.keys = keys;
    }

    @Override
    public String toString() {
      return "Encryption(" + keys.size() + " keys)";
    }
  }

  /** Finding the cluster. */
  public static class Join {

    /** Members to join at start: [name/]host[:port]. Resolved anew for every attempt. */
    private List<String> seeds = new ArrayList<>();

    /** Whether startup waits for the first successful join, and fails without one. */
    private boolean failFast = false;

    /** How long startup waits with fail-fast. */
    private Duration timeout = Duration.ofSeconds(30);

    /**
     * Seed addresses other than the own one that must answer for a join to count; 0 if the own
     * answer is enough.
     */
    private int minSeeds = 1;

    /** Whether a node that was thought dead exchanges state at once. */
    private boolean resync = true;

    private final Retry retry = new Retry();

    public List<String> getSeeds() {
      return seeds;
    }

    public void setSeeds(List<String> seeds) {
      this.seeds = seeds;
    }

    public boolean isFailFast() {
      return failFast;
    }

    public void setFailFast(boolean failFast) {
      this.failFast = failFast;
    }

    public Duration getTimeout() {
      return timeout;
    }

    public void setTimeout(Duration timeout) {
      this.timeout = timeout;
    }

    public int getMinSeeds() {
      return minSeeds;
    }

    public void setMinSeeds(int minSeeds) {
      this.minSeeds = minSeeds;
    }

    public boolean isResync() {
      return resync;
    }

    public void setResync(boolean resync) {
      this.resync = resync;
    }

    public Retry getRetry() {
      return retry;
    }

    /** Pauses between attempts. */
    public static class Retry {

      /** Pause after the first failed attempt. */
      private Duration delay = Duration.ofSeconds(1);

      /** Factor from one pause to the next. */
      private double multiplier = 2.0;

      /** Longest pause. */
      private Duration maxDelay = Duration.ofSeconds(30);

      /** Each pause varies at random by up to this much. */
      private Duration jitter = Duration.ofMillis(500);

      /** Attempts after the first one. Default: unlimited. */
      private @Nullable Long maxRetries;

      public Duration getDelay() {
        return delay;
      }

      public void setDelay(Duration delay) {
        this.delay = delay;
      }

      public double getMultiplier() {
        return multiplier;
      }

      public void setMultiplier(double multiplier) {
        this.multiplier = multiplier;
      }

      public Duration getMaxDelay() {
        return maxDelay;
      }

      public void setMaxDelay(Duration maxDelay) {
        this.maxDelay = maxDelay;
      }

      public Duration getJitter() {
        return jitter;
      }

      public void setJitter(Duration jitter) {
        this.jitter = jitter;
      }

      public @Nullable Long getMaxRetries() {
        return maxRetries;
      }

      public void setMaxRetries(@Nullable Long maxRetries) {
        this.maxRetries = maxRetries;
      }
    }
  }

  /** Searching for lost members while the node runs. */
  public static class Rejoin {

    /** Whether seeds and failed members are tried again while not alive; heals partitions. */
    private boolean enabled = true;

    /** Time between two rounds. */
    private Duration interval = Duration.ofSeconds(30);

    /** How long lost members are searched for. */
    private Duration forgetAfter = Duration.ofHours(72);

    /**
     * File with the other members, written as they change: those that were there before a restart
     * are tried like seeds. Default: none.
     */
    private @Nullable Path peersFile;

    public boolean isEnabled() {
      return enabled;
    }

    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    public Duration getInterval() {
      return interval;
    }

    public void setInterval(Duration interval) {
      this.interval = interval;
    }

    public Duration getForgetAfter() {
      return forgetAfter;
    }

    public void setForgetAfter(Duration forgetAfter) {
      this.forgetAfter = forgetAfter;
    }

    public @Nullable Path getPeersFile() {
      return peersFile;
    }

    public void setPeersFile(@Nullable Path peersFile) {
      this.peersFile = peersFile;
    }
  }

  /** Additions to failure detection. */
  public static class Detection {

    /** Whether a refused connection and a few more unanswered pings mean that a member is dead. */
    private boolean crashEvidence = true;

    /** Whether only alive members count as possible accusers. */
    private boolean livingAccusers = true;

    public boolean isCrashEvidence() {
      return crashEvidence;
    }

    public void setCrashEvidence(boolean crashEvidence) {
      this.crashEvidence = crashEvidence;
    }

    public boolean isLivingAccusers() {
      return livingAccusers;
    }

    public void setLivingAccusers(boolean livingAccusers) {
      this.livingAccusers = livingAccusers;
    }
  }

  /** Bounds. */
  public static class Limits {

    /** Inbound streams served at the same time. */
    private int streams = 1024;

    public int getStreams() {
      return streams;
    }

    public void setStreams(int streams) {
      this.streams = streams;
    }
  }

  /** Compatibility. */
  public static class Interop {

    /** Whether the own IPv4 address is announced in 16-byte form. */
    private boolean mappedAddress = false;

    public boolean isMappedAddress() {
      return mappedAddress;
    }

    public void setMappedAddress(boolean mappedAddress) {
      this.mappedAddress = mappedAddress;
    }
  }

  /** Leaving when the application stops. */
  public static class Leave {

    /** Whether the node says goodbye; without, others detect a failure. */
    private boolean enabled = true;

    /** How long to wait until the goodbye is spread. */
    private Duration timeout = Duration.ofSeconds(5);

    /** How long to keep answering after the goodbye, if there are others. */
    private Duration propagationDelay = Duration.ofSeconds(1);

    public boolean isEnabled() {
      return enabled;
    }

    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    public Duration getTimeout() {
      return timeout;
    }

    public void setTimeout(Duration timeout) {
      this.timeout = timeout;
    }

    public Duration getPropagationDelay() {
      return propagationDelay;
    }

    public void setPropagationDelay(Duration propagationDelay) {
      this.propagationDelay = propagationDelay;
    }
  }

  /** Application events. */
  public static class Events {

    /** Whether application events are published. */
    private boolean enabled = true;

    /** Whether user messages are published as MessageReceivedEvent, without a Delegate bean. */
    private boolean messages = true;

    /** Number of events waiting at which a warning is logged. */
    private int warnQueueSize = 1024;

    public boolean isEnabled() {
      return enabled;
    }

    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    public boolean isMessages() {
      return messages;
    }

    public void setMessages(boolean messages) {
      this.messages = messages;
    }

    public int getWarnQueueSize() {
      return warnQueueSize;
    }

    public void setWarnQueueSize(int warnQueueSize) {
      this.warnQueueSize = warnQueueSize;
    }
  }

  /** Health contributor. */
  public static class Health {

    /** Members, this one included, below which the node is DOWN. */
    private int minMembers = 1;

    /**
     * How long no member may have changed its state, after a start, before the node is UP; 0 for no
     * such wait.
     */
    private Duration settleTime = Duration.ZERO;

    public int getMinMembers() {
      return minMembers;
    }

    public void setMinMembers(int minMembers) {
      this.minMembers = minMembers;
    }

    public Duration getSettleTime() {
      return settleTime;
    }

    public void setSettleTime(Duration settleTime) {
      this.settleTime = settleTime;
    }
  }

  /** Meters. */
  public static class Metrics {

    /** Kinds of names. */
    public enum Names {
      /** Lower case with dots. */
      STANDARD,
      /** Key paths of the reference implementation. */
      REFERENCE
    }

    /**
     * Names of the meters: with dots as usual, or the key paths of the reference implementation.
     */
    private Names names = Names.STANDARD;

    public Names getNames() {
      return names;
    }

    public void setNames(Names names) {
      this.names = names;
    }
  }
}
