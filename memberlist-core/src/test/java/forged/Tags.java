package forged;

import forged.internal.wire.TagCodec;

/** Uses what it may by exception. */
public final class Tags {

  private final TagCodec codec = new TagCodec();

  @Override
  public String toString() {
    return codec.toString();
  }
}
