package io.memberlist.internal.codec;

import io.memberlist.internal.codec.StreamRefusedException.Treatment;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the patience with a peer that sends more than a message may have (§18.3, D7). */
final class BoundedInput extends FilterInputStream {

  private final long limit;
  private final Treatment treatment;
  private long left;

  BoundedInput(InputStream in, long limit, Treatment treatment) {
    super(in);
    this.limit = limit;
    this.treatment = treatment;
    left = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    // one byte more than allowed shows that there is one
    int count = super.read(target, offset, (int) Math.min(length, left + 1));
    if (count > 0) {
      count(count);
    }
    return count;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new StreamRefusedException(
          treatment, Refusal.STREAM_TOO_LARGE, "a stream message of more than " + limit + " bytes");
    }
  }
}
