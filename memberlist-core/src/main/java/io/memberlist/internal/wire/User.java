package io.memberlist.internal.wire;

/**
 * An application message (§7.9).
 *
 * @param payload without the type byte
 */
public record User(byte[] payload) implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onUser(this);
  }
}
