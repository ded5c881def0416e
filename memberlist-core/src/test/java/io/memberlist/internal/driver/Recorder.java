package io.memberlist.internal.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.Delegate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A delegate that remembers what it was told, and says what a test wants. */
final class Recorder implements Delegate {

  final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  final List<String> states = Collections.synchronizedList(new ArrayList<>());
  private final List<byte[]> broadcasts = Collections.synchronizedList(new ArrayList<>());
  private volatile String meta = "";
  private volatile String state = "";

  Recorder meta(String value) {
    meta = value;
    return this;
  }

  Recorder state(String value) {
    state = value;
    return this;
  }

  Recorder broadcasts(List<String> values) {
    values.forEach(value -> broadcasts.add(value.getBytes(UTF_8)));
    return this;
  }

  @Override
  public byte[] nodeMeta(int limit) {
    return meta.getBytes(UTF_8);
  }

  @Override
  public void notifyMsg(byte[] message) {
    messages.add(new String(message, UTF_8));
  }

  /** Each is offered once. */
  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var fitting = new ArrayList<byte[]>();
    int left = limit;
    while (!broadcasts.isEmpty() && broadcasts.get(0).length + overhead <= left) {
      left -= broadcasts.get(0).length + overhead;
      fitting.add(broadcasts.remove(0));
    }
    return fitting;
  }

  @Override
  public byte[] localState(boolean join) {
    return state.getBytes(UTF_8);
  }

  @Override
  public void mergeRemoteState(byte[] received, boolean join) {
    states.add(new String(received, UTF_8) + (join ? " join" : ""));
  }
}
