package io.memberlist.internal.wire;

/**
 * Somebody could not reach {@code node} (§7.6).
 *
 * @param incarnation u32 the accusation refers to; older than the table's is ignored
 * @param node accused
 * @param from accuser; each one counts once (§11.3)
 */
public record Suspect(int incarnation, String node, String from) implements Message {
  @Override
  public void accept(MessageHandler handler) {
    handler.onSuspect(this);
  }
}
