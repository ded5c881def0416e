package io.memberlist.internal.wire;

/**
 * {@code node} is dead, or has left if it says so itself (§7.6).
 *
 * @param incarnation u32
 * @param node the dead one
 * @param from accuser; equal to {@code node} for a goodbye
 */
public record Dead(int incarnation, String node, String from) implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onDead(this);
  }
}
