package io.memberlist.internal.core;

import io.memberlist.Config;
import io.memberlist.NodeState;
import io.memberlist.internal.wire.Ack;
import io.memberlist.internal.wire.Message;
import io.memberlist.internal.wire.MessageReader;
import io.memberlist.internal.wire.NodeAddress;
import io.memberlist.internal.wire.Ping;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A complete core in virtual time, called {@code me}, that has started; everything it says is
 * recorded.
 */
final class CoreFixture {

  final RecordingOutput output = new RecordingOutput();
  final FakeHooks hooks = new FakeHooks();
  final Core core;
  long now = Duration.ofHours(100).toNanos();

  CoreFixture() {
    this(settings -> settings);
  }

  CoreFixture(UnaryOperator<Config.Builder> settings) {
    Config config = settings.apply(Config.lan().name("me")).build();
    core =
        new Core(
            config,
            CoreOptions.DEFAULT,
            MembershipFixture.OWN_ADDRESS,
            null,
            output,
            hooks,
            new Random(1));
    core.start(now);
    output.events.clear();
  }

  /** A message comes in a packet. */
  CoreFixture hears(Message message) {
    core.onMessage(message, MembershipFixture.SOMEWHERE, now, now);
    return this;
  }

  /** Makes nodes known as Alive, incarnation 1. */
  CoreFixture knowing(String... names) {
    for (String name : names) {
      hears(MembershipFixture.alive(name, 1));
    }
    output.events.clear();
    return this;
  }

  /** Lets time pass; what is due on the way happens at its instant. */
  CoreFixture pass(Duration time) {
    long end = now + time.toNanos();
    while (core.nextDeadline() <= end) {
      now = Math.max(now, core.nextDeadline());
      core.onTime(now);
    }
    now = end;
    return this;
  }

  /** Lets time pass until the next ping is sent, and returns it. */
  Ping nextPing() {
    int seen = sent(Ping.class).size();
    for (int turns = 0; sent(Ping.class).size() == seen; turns++) {
      if (turns > 1000) {
        throw new AssertionError("nobody is pinged");
      }
      now = Math.max(now, core.nextDeadline());
      core.onTime(now);
    }
    return sent(Ping.class).get(seen);
  }

  /** The ping is answered {@code after} now. */
  CoreFixture answered(Ping ping, Duration after) {
    pass(after);
    return hears(new Ack(ping.seqNo(), null));
  }

  /** The stream that was started last has ended. */
  CoreFixture streamPingEnds(ExchangeResult result) {
    var last = output.streamPings.get(output.streamPings.size() - 1);
    core.onExchangeEnded(last.exchangeId(), result, now);
    return this;
  }

  /** The messages of a type that were sent so far, in order. */
  <T extends Message> List<T> sent(Class<T> type) {
    var reader = new MessageReader();
    return output.packets.stream()
        .flatMap(packet -> packet.messages().stream())
        .map(bytes -> reader.read(bytes[0], bytes, 1, bytes.length - 1))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  NodeState state(String name) {
    return core.view().node(name).orElseThrow().state();
  }

  NodeAddress address(String name) {
    return MembershipFixture.addressOf(name);
  }
}
