package example;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.Delegate;
import io.memberlist.broadcast.Broadcast;
import io.memberlist.broadcast.NamedBroadcast;
import io.memberlist.broadcast.TransmitLimitedQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Flags that all instances of an application share: whichever was set last counts. */
final class FeatureFlags implements Delegate {

  private record Flag(String name, boolean on, long version) {
    byte[] bytes() {
      return (name + "=" + on + "@" + version).getBytes(UTF_8);
    }

    static Flag of(String text) {
      int on = text.indexOf('=');
      int version = text.indexOf('@');
      return new Flag(
          text.substring(0, on),
          Boolean.parseBoolean(text.substring(on + 1, version)),
          Long.parseLong(text.substring(version + 1)));
    }
  }

  private record Change(Flag flag) implements NamedBroadcast {
    @Override
    public String name() {
      return flag.name();
    }

    @Override
    public boolean invalidates(Broadcast other) {
      return false;
    }

    @Override
    public byte[] message() {
      return flag.bytes();
    }

    @Override
    public void finished() {}
  }

  private final Map<String, Flag> flags = new ConcurrentSkipListMap<>();
  private final TransmitLimitedQueue changes = new TransmitLimitedQueue(3, () -> 10);

  boolean isOn(String name) {
    var flag = flags.get(name);
    return flag != null && flag.on();
  }

  void set(String name, boolean on) {
    var before = flags.get(name);
    take(new Flag(name, on, before == null ? 1 : before.version() + 1));
  }

  /** Takes what is newer, and passes it on. */
  private void take(Flag flag) {
    var before = flags.get(flag.name());
    if (before == null || before.version() < flag.version()) {
      flags.put(flag.name(), flag);
      changes.queueBroadcast(new Change(flag));
    }
  }

  @Override
  public TransmitLimitedQueue broadcastQueue() {
    return changes;
  }

  @Override
  public void notifyMsg(byte[] message) {
    take(Flag.of(new String(message, UTF_8)));
  }

  @Override
  public byte[] localState(boolean join) {
    var all = flags.values().stream().map(flag -> new String(flag.bytes(), UTF_8)).toList();
    return String.join("\n", all).getBytes(UTF_8);
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {
    new String(state, UTF_8).lines().map(Flag::of).forEach(this::take);
  }
}
