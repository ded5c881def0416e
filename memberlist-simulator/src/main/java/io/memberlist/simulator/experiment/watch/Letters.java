package io.memberlist.simulator.experiment.watch;

import io.memberlist.Config;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.MalformedMessageException;
import io.memberlist.internal.codec.PacketDecoder;
import io.memberlist.internal.wire.Message;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Opens packets of nodes without label, encryption and compression. */
final class Letters {

  private static final int ACK = 2;
  private static final int COMPOUND = 7;
  private static final int NACK = 11;
  private static final int CRC = 12;
  private static final int CRC_LENGTH = 5;

  private final PacketDecoder decoder;

  Letters() {
    var settings = CodecSettings.of(Config.lan().name("reader").build());
    decoder = new PacketDecoder(() -> settings);
  }

  private static int start(byte[] buffer) {
    return buffer[0] == CRC ? CRC_LENGTH : 0;
  }

  /** False for a ping, ack or the like that has nothing with it. */
  static boolean mayHaveNews(byte[] buffer) {
    int type = buffer[start(buffer)];
    return type > ACK && type != NACK;
  }

  /** Tells the type of each message in a packet, without looking at the messages. */
  static void types(byte[] buffer, IntConsumer each) {
    int at = start(buffer);
    if (buffer[at] != COMPOUND) {
      each.accept(buffer[at]);
      return;
    }
    int number = buffer[at + 1] & 0xff;
    int part = at + 2 + 2 * number;
    for (int i = 0; i < number; i++) {
      each.accept(buffer[part]);
      int place = at + 2 + 2 * i;
      part += (buffer[place] & 0xff) << 8 | buffer[place + 1] & 0xff;
    }
  }

  /** Hands over what is in a packet, in order. */
  void open(byte[] buffer, int length, Consumer<Message> reader) {
    decoder.decode(
        buffer,
        0,
        length,
        new PacketDecoder.Sink() {
          @Override
          public void message(Message message) {
            reader.accept(message);
          }

          @Override
          public void refused(MalformedMessageException reason) {
            throw new IllegalStateException("a node sent something malformed", reason);
          }

          @Override
          public void truncated(int missingParts) {
            throw new IllegalStateException("a node sent a compound that is cut short");
          }
        });
  }
}
