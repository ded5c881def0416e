package forged.internal.codec;

import forged.internal.core.Clockwork;
import org.msgpack.core.MessagePack;

/** Knows the core, and a library that is another's. */
public final class Sideways {
  final Clockwork core = new Clockwork();
  final Object packer = MessagePack.newDefaultBufferPacker();
}
