package io.memberlist.internal.wire;

import java.io.InputStream;
import org.msgpack.core.MessagePack.UnpackerConfig;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.core.buffer.ArrayBufferInput;
import org.msgpack.core.buffer.MessageBufferInput;

/**
 * The only door to msgpack-core: every unpacker is made here. What is written is written by {@link
 * MsgpackWriter}.
 *
 * <p>On Java 24 and newer the library's use of {@code sun.misc.Unsafe} makes the JVM print a
 * warning of four lines. {@code msgpack.universal-buffer=true} avoids it; the library reads that
 * system property once, when its buffer class is loaded. Therefore it is set here, before that,
 * unless the application has set it to something.
 */
final class Msgpack {

  private static final String UNIVERSAL_BUFFER = "msgpack.universal-buffer";
  private static final int WARNS_SINCE = 24;

  private static final UnpackerConfig UNPACKER;

  static {
    if (Runtime.version().feature() >= WARNS_SINCE
        && System.getProperty(UNIVERSAL_BUFFER) == null) {
      System.setProperty(UNIVERSAL_BUFFER, "true");
    }
    UNPACKER = new UnpackerConfig();
  }

  private Msgpack() {}

  /** Nothing to read yet. Made here as well, since it loads the buffer class. */
  static ArrayBufferInput arrayInput() {
    return new ArrayBufferInput(new byte[0]);
  }

  static MessageUnpacker unpacker(MessageBufferInput in) {
    return UNPACKER.newUnpacker(in);
  }

  static MessageUnpacker unpacker(InputStream in) {
    return UNPACKER.newUnpacker(in);
  }
}
