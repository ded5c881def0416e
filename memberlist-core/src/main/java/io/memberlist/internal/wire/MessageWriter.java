package io.memberlist.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes messages, type byte first (§2, §7). Not thread-safe: reuses its buffers. */
public final class MessageWriter {

  private final MsgpackWriter out = new MsgpackWriter();
  private final RecordValues values = new RecordValues();
  private final Bodies bodies = new Bodies();

  /** A packet message with its type byte in front. Ping and ack look the same on a stream. */
  public byte[] encode(Message message) {
    if (message instanceof User user) {
      return user(user.payload());
    }
    out.clear();
    values.clear();
    message.accept(bodies);
    return out.toByteArray();
  }

  /**
   * A push/pull message (§8.3).
   *
   * @param userState null and empty are the same: none
   */
  public byte[] encodePushPull(
      boolean join, List<PushNodeState> nodes, byte @Nullable [] userState) {
    int stateLength = userState == null ? 0 : userState.length;
    values.clear().set(0, nodes.size()).set(1, stateLength).set(2, join);
    out.clear().type(MessageType.PUSH_PULL).record(Formats.PUSH_PULL_HEADER, values);
    for (PushNodeState node : nodes) {
      nodeState(node);
      out.record(Formats.NODE_STATE, values);
    }
    return (userState == null ? out : out.raw(userState)).toByteArray();
  }

  /** A user message as streams carry it: with its length in front (§7.9). */
  public byte[] encodeStreamUser(byte[] payload) {
    values.clear().set(0, payload.length);
    return out.clear()
        .type(MessageType.USER)
        .record(Formats.USER_HEADER, values)
        .raw(payload)
        .toByteArray();
  }

  /** An err message (§7.5). */
  public byte[] encodeError(String text) {
    values.clear().set(0, text);
    return out.clear().type(MessageType.ERROR).record(Formats.ERROR, values).toByteArray();
  }

  private static byte[] user(byte[] payload) {
    byte[] message = new byte[1 + payload.length];
    message[0] = MessageType.USER;
    System.arraycopy(payload, 0, message, 1, payload.length);
    return message;
  }

  private void nodeState(PushNodeState node) {
    values
        .clear()
        .set(0, node.name())
        .set(1, nilIfEmpty(node.address().ip()))
        .set(2, node.address().port())
        .set(3, node.meta())
        .setU32(4, node.incarnation())
        .set(5, node.state())
        .set(6, nilIfEmpty(node.versions()));
  }

  private void source(int field, @Nullable NodeAddress source, String name) {
    if (source != null) {
      values.set(field, source.ip()).set(field + 1, source.port());
    }
    values.set(field + 2, name.getBytes(StandardCharsets.UTF_8));
  }

  /** Addresses and version vectors that are missing are nil in what the reference writes. */
  private static byte @Nullable [] nilIfEmpty(byte[] bytes) {
    return bytes.length == 0 ? null : bytes;
  }

  /** One method per type, so that a new type cannot be forgotten. */
  private final class Bodies implements MessageHandler {

    @Override
    public void onPing(Ping ping) {
      values.setU32(0, ping.seqNo()).set(1, ping.node());
      source(2, ping.source(), ping.sourceNode());
      out.type(MessageType.PING).record(Formats.PING, values);
    }

    @Override
    public void onIndirectPing(IndirectPing request) {
      values
          .setU32(0, request.seqNo())
          .set(1, nilIfEmpty(request.target().ip()))
          .set(2, request.target().port())
          .set(3, request.node())
          .set(4, request.nack());
      source(5, request.source(), request.sourceNode());
      out.type(MessageType.INDIRECT_PING).record(Formats.INDIRECT_PING, values);
    }

    @Override
    public void onAck(Ack ack) {
      values.setU32(0, ack.seqNo()).set(1, ack.payload());
      out.type(MessageType.ACK).record(Formats.ACK, values);
    }

    @Override
    public void onNack(Nack nack) {
      out.type(MessageType.NACK).record(Formats.NACK, values.setU32(0, nack.seqNo()));
    }

    @Override
    public void onSuspect(Suspect suspect) {
      accusation(MessageType.SUSPECT, suspect.incarnation(), suspect.node(), suspect.from());
    }

    @Override
    public void onDead(Dead dead) {
      accusation(MessageType.DEAD, dead.incarnation(), dead.node(), dead.from());
    }

    @Override
    public void onAlive(Alive alive) {
      values
          .setU32(0, alive.incarnation())
          .set(1, alive.node())
          .set(2, nilIfEmpty(alive.address().ip()))
          .set(3, alive.address().port())
          .set(4, alive.meta())
          .set(5, nilIfEmpty(alive.versions()));
      out.type(MessageType.ALIVE).record(Formats.ALIVE, values);
    }

    @Override
    public void onUser(User user) {
      out.type(MessageType.USER).raw(user.payload());
    }

    private void accusation(int type, int incarnation, String node, String from) {
      values.setU32(0, incarnation).set(1, node).set(2, from);
      out.type(type).record(Formats.ACCUSATION, values);
    }
  }
}
