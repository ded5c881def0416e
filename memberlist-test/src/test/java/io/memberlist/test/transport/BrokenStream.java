package io.memberlist.test.transport;

import io.memberlist.transport.StreamConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;

/** A good stream, until a subclass breaks something. */
class BrokenStream implements StreamConnection {

  protected final StreamConnection good;

  BrokenStream(StreamConnection good) {
    this.good = good;
  }

  @Override
  public InputStream input() throws IOException {
    return good.input();
  }

  @Override
  public OutputStream output() throws IOException {
    return good.output();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return good.remoteAddress();
  }

  @Override
  public void deadline(long nanoTime) {
    good.deadline(nanoTime);
  }

  @Override
  public void close() throws IOException {
    good.close();
  }
}
