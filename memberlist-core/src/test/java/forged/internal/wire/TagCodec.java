package forged.internal.wire;

/** May be used by exception. */
public final class TagCodec {}
