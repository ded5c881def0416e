package io.memberlist.internal.driver;

import io.memberlist.AddressNotAllowedException;
import io.memberlist.Config;
import io.memberlist.QueueSizes;
import io.memberlist.VetoException;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.NonceSource;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.core.Core;
import io.memberlist.internal.core.CoreOptions;
import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.net.AddressChoice;
import io.memberlist.internal.net.AllowList;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.metrics.Metric;
import io.memberlist.metrics.Statistics;
import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.Transport;
import io.memberlist.transport.TransportFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node: core, queues, threads and transport, wired together by the constructor.
 * Nothing of it outlives {@link #shutdown()}.
 */
final class Engine {

  private static final long QUEUE_BYTES = 64L * 1024 * 1024;
  private static final Duration STREAMS_END = Duration.ofSeconds(1);
  private static final Duration CORE_END = Duration.ofSeconds(1);
  private static final Duration LANES_END = Duration.ofSeconds(3);

  private final Clock clock = Clock.system();
  private final Logs logs = new Logs(clock);
  private final Transport transport;
  private final AdvertisedAddress advertised;
  private final Measurements measurements;
  private final Inbox inbox;
  private final CoreLoop loop;
  private final Core core;
  private final CallbackLane callbacks;
  private final @Nullable MessageLane messages;
  private final Deadlines deadlines;
  private final Streams streams;
  private final Joiner joiner;
  private final Operations operations;
  private final DriverHooks hooks;
  private final AtomicBoolean wakingCore = new AtomicBoolean();
  private final PacketSender sender;
  private final PacketReceiver receiver;
  private final StreamServer server;
  private final Thread coreThread;
  private final Thread callbackThread;
  private final @Nullable Thread messageThread;
  private volatile Config config;
  private volatile CodecSettings settings;
  private volatile boolean closing;

  /**
   * Binds the transport and wires everything; no thread runs yet.
   *
   * @throws io.memberlist.MemberlistException if it cannot work; nothing stays bound then
   */
  static Engine open(Config configured, Statistics statistics, ObserverSlot observer) {
    var meta = Operations.meta(configured);
    var transport =
        configured
            .transportFactory()
            .create(
                new TransportFactory.Context(
                    configured.name(), configured.bindAddr(), configured.bindPort(), statistics));
    try {
      var config = configured.toBuilder().bindPort(transport.boundPort()).build();
      return new Engine(
          config, meta, transport, advertise(config, transport), statistics, observer);
    } catch (RuntimeException | Error e) {
      transport.shutdown();
      throw e;
    }
  }

  /** On a stream thread, before the frame is read. */
  private void frameAnnounced(long size) {
    measurements.sample(Metric.SIZE_REMOTE, size);
    if (size > StreamCodec.LARGE_FRAME) {
      logs.transport()
          .log(
              Level.WARN,
              "An encrypted message of " + size + " bytes arrives; above 20 MiB it is refused");
    }
  }

  /** What to announce (§9.8, §16.4), in 16-byte form if that is wished (Q1). */
  private static AdvertisedAddress advertise(Config config, Transport transport) {
    var address = transport.finalAdvertiseAddress(config.advertiseAddr(), config.advertisePort());
    if (!AllowList.of(config.cidrsAllowed()).allows(address.ip())) {
      throw new AddressNotAllowedException(
          new NodeAddress(address.ip(), address.port()).toString(), config.cidrsAllowed());
    }
    var ip = address.ip();
    return config.interop().mappedAddress() && ip.length == 4
        ? new AdvertisedAddress(IpAddress.mapped(ip), address.port(), address.reason())
        : address;
  }

  private Engine(
      Config config,
      byte @Nullable [] meta,
      Transport transport,
      AdvertisedAddress advertised,
      Statistics statistics,
      ObserverSlot observer) {
    this.config = config;
    this.transport = transport;
    this.advertised = advertised;
    settings = CodecSettings.of(config);
    measurements = new Measurements(statistics, config.metricsListener(), observer);
    inbox = new Inbox(config.handoffQueueDepth(), QUEUE_BYTES);
    var aftermath = new Aftermath();
    loop = new CoreLoop(inbox, aftermath, clock, logs);
    callbacks =
        new CallbackLane(config.events(), config.conflict(), config.ping(), measurements, logs);
    messages =
        config.delegate() == null
            ? null
            : new MessageLane(
                config.delegate(), config.handoffQueueDepth(), QUEUE_BYTES, measurements, logs);
    deadlines = new Deadlines(config.name(), clock);
    streams = new Streams(config.name(), config.streamThreads(), deadlines, clock);

    NonceSource nonces = nonce -> Nonces.RANDOM.nextBytes(nonce);
    var codec = new StreamCodec(this::settings, nonces, this::frameAnnounced);
    var sync = new StateSync(loop, codec, config, clock, measurements);
    var client =
        new StreamClient(transport, config.tcpTimeout(), codec, streams, sync, clock, measurements);
    server = new StreamServer(config, codec, streams, sync, messages, clock, measurements, logs);
    sender =
        new PacketSender(
            transport, config.requireNodeNames(), this::settings, nonces, measurements);
    receiver = new PacketReceiver(this::settings, inbox, messages, measurements, logs);

    var seedBook = new SeedBook();
    var ownAddress = new OwnAddress(advertised, config.bindAddr(), config.bindPort());
    var seeds = new SeedResolution(config);
    joiner =
        new Joiner(config, seeds, client, streams, loop, seedBook, ownAddress, measurements, logs);
    var rejoiner =
        new Rejoiner(
            seedBook,
            config.rejoinSeeds(),
            seeds,
            client,
            streams,
            joiner,
            address -> ownAddress.test(address) || isMember(address),
            callbacks,
            clock,
            logs);
    var output =
        new DriverOutput(
            sender, callbacks, aftermath, inbox, streams, client, rejoiner, measurements, logs);
    hooks =
        new DriverHooks(
            config, AllowList.of(config.cidrsAllowed()), this::settings, clock, measurements, logs);
    core =
        new Core(
            config,
            CoreOptions.DEFAULT,
            new NodeAddress(advertised.ip(), advertised.port()),
            meta,
            output,
            hooks,
            new SplittableRandom());
    operations = new Operations(config, loop, sender, client, streams, joiner);
    coreThread = Threads.daemon(config.name(), "core", () -> loop.run(core));
    callbackThread = Threads.daemon(config.name(), "callbacks", callbacks);
    messageThread = messages == null ? null : Threads.daemon(config.name(), "messages", messages);
  }

  /** Only an encrypted cluster needs it, and the first one of a process takes its time. */
  private static final class Nonces {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  private CodecSettings settings() {
    return settings;
  }

  /** Whether an alive or suspect member has the address, in whichever form it announced it. */
  private boolean isMember(Address address) {
    var plain = Addresses.of(address.socketAddress());
    var view = loop.view();
    return view.hasMemberAt(plain)
        || plain.ip().length == 4
            && view.hasMemberAt(new NodeAddress(IpAddress.mapped(plain.ip()), plain.port()));
  }

  /**
   * Announces the own node, and returns when the application was told of that (CFG-17). On failure
   * everything is closed.
   */
  void start() {
    try {
      receiver.warmUp(sender.warmUp());
      coreThread.start();
      callbackThread.start();
      if (messageThread != null) {
        messageThread.start();
      }
      if (!Threads.await(loop.ask(Core::start), "start")) {
        throw new VetoException(
            "the own node \"" + config.name() + "\" was refused by its alive delegate");
      }
      Threads.await(callbacks.delivered(), "start");
      hooks.onBroadcastQueued(this::wakeCore);
      transport.start(receiver, server);
      deadlines.every(
          config.queueCheckInterval().toNanos(),
          () -> measurements.gauge(Metric.QUEUE_BROADCASTS, loop.queuedBroadcasts()));
      announce();
    } catch (RuntimeException | Error e) {
      shutdown();
      throw e;
    }
  }

  /**
   * An application broadcast was queued: gossip may be resting. One wake-up at a time is enough. It
   * does not wait, since the application may hold a lock that one of its hooks needs.
   */
  private void wakeCore() {
    if (!loop.isCurrentThread() && wakingCore.compareAndSet(false, true)) {
      loop.tellNow(
          (running, now) -> {
            wakingCore.set(false);
            running.onUserBroadcastQueued(now);
          });
    }
  }

  private void announce() {
    boolean encrypted = settings.encryptionEnabled();
    var address = new NodeAddress(advertised.ip(), advertised.port());
    logs.state()
        .unlimited(
            Level.DEBUG, // whoever embeds the node says it in the application's words
            "Node "
                + config.name()
                + " started at "
                + address
                + " ("
                + advertised.reason()
                + "), label "
                + (config.label().isEmpty() ? "none" : '"' + config.label() + '"')
                + ", encryption "
                + (encrypted ? "on" : "off"),
            Map.of("node", config.name(), "address", address.toString()));
    if (!encrypted && !AddressChoice.isPrivate(advertised.ip())) {
      logs.security()
          .unlimited(
              Level.WARN,
              "The public address "
                  + address
                  + " is announced without encryption: anybody who reaches it can join and read"
                  + " along; set a secret key",
              Map.of("node", config.name(), "address", address.toString()));
    }
  }

  /** Switches verification of the running node. */
  void verify(boolean incoming, boolean outgoing) {
    config =
        config.toBuilder().gossipVerifyIncoming(incoming).gossipVerifyOutgoing(outgoing).build();
    settings = CodecSettings.of(config);
  }

  Config config() {
    return config;
  }

  AdvertisedAddress advertised() {
    return advertised;
  }

  CoreLoop loop() {
    return loop;
  }

  QueueSizes queues() {
    var progress = loop.rumours();
    return new QueueSizes(
        loop.queuedBroadcasts(),
        progress.sent(),
        progress.limit(),
        inbox.size(),
        messages == null ? 0 : messages.size(),
        callbacks.size());
  }

  Operations operations() {
    return operations;
  }

  /** Whether {@link #shutdown()} has begun. */
  boolean closing() {
    return closing;
  }

  /** Whether the caller is one of the threads that {@link #shutdown()} waits for. */
  boolean ownsCurrentThread() {
    var current = Thread.currentThread();
    return current == coreThread
        || current == callbackThread
        || current == messageThread
        || streams.isCurrentThread();
  }

  /**
   * Ends everything in the order of architecture 4.6 (D27), within a few seconds whatever the
   * application does.
   */
  void shutdown() {
    closing = true;
    joiner.close();
    streams.stopping();
    hooks.onBroadcastQueued(null);
    inbox.close();
    try {
      transport.shutdown();
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      logs.transport().log(Level.ERROR, "The transport did not shut down: " + e);
    }
    streams.close(STREAMS_END);
    end(coreThread, CORE_END);
    callbacks.close();
    if (messages != null) {
      messages.close();
    }
    endLanes();
    deadlines.close();
    measurements.clearGauges();
    logs.state()
        .unlimited(
            Level.INFO,
            "Node " + config.name() + " stopped",
            Map.of("node", config.name(), "state", "stopped"));
  }

  private void endLanes() {
    long end = clock.nanos() + LANES_END.toNanos();
    if (!end(callbackThread, LANES_END)) {
      callbacks.discard();
    }
    var left = Duration.ofNanos(Math.max(1_000_000, end - clock.nanos()));
    if (messages != null && messageThread != null && !end(messageThread, left)) {
      messages.discard();
    }
  }

  /** Waits for the thread, then interrupts it; false if it did not end by itself. */
  private static boolean end(Thread thread, Duration limit) {
    if (thread == Thread.currentThread() || Threads.join(thread, limit)) {
      return true;
    }
    thread.interrupt();
    return false;
  }
}
