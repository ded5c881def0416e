package io.memberlist.simulator.measure;

import io.memberlist.Delegate;
import java.nio.ByteBuffer;

/** Metadata that are different each time they are asked for. */
final class ChangingMetadata implements Delegate {

  private long asked;

  @Override
  public byte[] nodeMeta(int limit) {
    return ByteBuffer.allocate(Long.BYTES).putLong(++asked).array();
  }
}
