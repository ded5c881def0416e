package io.memberlist.internal.wire;

import static io.memberlist.internal.wire.RecordFormat.Kind.BOOL;
import static io.memberlist.internal.wire.RecordFormat.Kind.BYTES;
import static io.memberlist.internal.wire.RecordFormat.Kind.INT;
import static io.memberlist.internal.wire.RecordFormat.Kind.TEXT;
import static io.memberlist.internal.wire.RecordFormat.Kind.U16;
import static io.memberlist.internal.wire.RecordFormat.Kind.U32;
import static io.memberlist.internal.wire.RecordFormat.Kind.U8;

import io.memberlist.internal.wire.RecordFormat.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of §7. The numbers used with {@link RecordValues} are positions in these lists. */
final class Formats {

  private static final boolean OMIT_IF_EMPTY = true;

  static final RecordFormat PING =
      RecordFormat.of(
          new Field("SeqNo", U32),
          new Field("Node", TEXT),
          new Field("SourceAddr", BYTES, OMIT_IF_EMPTY),
          new Field("SourcePort", U16, OMIT_IF_EMPTY),
          new Field("SourceNode", TEXT, OMIT_IF_EMPTY));

  static final RecordFormat INDIRECT_PING =
      RecordFormat.of(
          new Field("SeqNo", U32),
          new Field("Target", BYTES),
          new Field("Port", U16),
          new Field("Node", TEXT),
          new Field("Nack", BOOL),
          new Field("SourceAddr", BYTES, OMIT_IF_EMPTY),
          new Field("SourcePort", U16, OMIT_IF_EMPTY),
          new Field("SourceNode", TEXT, OMIT_IF_EMPTY));

  static final RecordFormat ACK =
      RecordFormat.of(new Field("SeqNo", U32), new Field("Payload", BYTES));

  static final RecordFormat NACK = RecordFormat.of(new Field("SeqNo", U32));

  /** Bytes, not text: it is only shown to people, so bytes that are not UTF-8 do no harm. */
  static final RecordFormat ERROR = RecordFormat.of(new Field("Error", BYTES));

  /** Suspect and dead. */
  static final RecordFormat ACCUSATION =
      RecordFormat.of(
          new Field("Incarnation", U32), new Field("Node", TEXT), new Field("From", TEXT));

  static final RecordFormat ALIVE =
      RecordFormat.of(
          new Field("Incarnation", U32),
          new Field("Node", TEXT),
          new Field("Addr", BYTES),
          new Field("Port", U16),
          new Field("Meta", BYTES),
          new Field("Vsn", BYTES));

  static final RecordFormat PUSH_PULL_HEADER =
      RecordFormat.of(
          new Field("Nodes", INT), new Field("UserStateLen", INT), new Field("Join", BOOL));

  static final RecordFormat NODE_STATE =
      RecordFormat.of(
          new Field("Name", TEXT),
          new Field("Addr", BYTES),
          new Field("Port", U16),
          new Field("Meta", BYTES),
          new Field("Incarnation", U32),
          new Field("State", INT),
          new Field("Vsn", BYTES));

  static final RecordFormat USER_HEADER = RecordFormat.of(new Field("UserMsgLen", INT));

  static final RecordFormat COMPRESS =
      RecordFormat.of(new Field("Algo", U8), new Field("Buf", BYTES));

  private static final Set<String> TEXTS = texts();

  private Formats() {}

  private static Set<String> texts() {
    var names = new HashSet<String>();
    for (var format : List.of(PING, INDIRECT_PING, ACCUSATION, ALIVE, NODE_STATE)) {
      names.addAll(format.names(TEXT));
    }
    return names;
  }

  /** Body of a message that is a single record, whatever carries it; null for every other type. */
  static @Nullable RecordFormat ofType(int type) {
    return switch (type) {
      case MessageType.PING -> PING;
      case MessageType.INDIRECT_PING -> INDIRECT_PING;
      case MessageType.ACK -> ACK;
      case MessageType.NACK -> NACK;
      case MessageType.SUSPECT, MessageType.DEAD -> ACCUSATION;
      case MessageType.ALIVE -> ALIVE;
      case MessageType.ERROR -> ERROR;
      default -> null;
    };
  }

  /** Whether a field of that name is a text wherever it occurs. */
  static boolean holdsText(String name) {
    return TEXTS.contains(name);
  }
}
