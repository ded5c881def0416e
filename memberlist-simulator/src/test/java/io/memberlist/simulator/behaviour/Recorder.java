package io.memberlist.simulator.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberlist.Delegate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** An application that remembers what it was told, and says what a test wants. */
final class Recorder implements Delegate {

  final List<String> messages = new ArrayList<>();
  final List<String> states = new ArrayList<>();
  private final Deque<byte[]> broadcasts = new ArrayDeque<>();
  private String meta = "";
  private String state = "";

  Recorder meta(String value) {
    meta = value;
    return this;
  }

  Recorder state(String value) {
    state = value;
    return this;
  }

  /** Each is offered once. */
  Recorder broadcasts(Collection<String> values) {
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

  @Override
  public List<byte[]> getBroadcasts(int overhead, int limit) {
    var fitting = new ArrayList<byte[]>();
    int left = limit;
    while (!broadcasts.isEmpty() && broadcasts.element().length + overhead <= left) {
      left -= broadcasts.element().length + overhead;
      fitting.add(broadcasts.remove());
    }
    return fitting;
  }

  @Override
  public byte[] localState(boolean join) {
    return state.getBytes(UTF_8);
  }

  @Override
  public void mergeRemoteState(byte[] received, boolean join) {
    states.add(new String(received, UTF_8));
  }
}
