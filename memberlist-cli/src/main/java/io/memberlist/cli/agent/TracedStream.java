package io.memberlist.cli.agent;

import io.memberlist.cli.Json;
import io.memberlist.transport.StreamConnection;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.HexFormat;

/** A stream whose bytes are events as well. */
final class TracedStream implements StreamConnection {

  private final StreamConnection inner;
  private final String side;
  private final String peer;
  private final Events events;

  TracedStream(StreamConnection inner, String side, String peer, Events events) {
    this.inner = inner;
    this.side = side;
    this.peer = peer;
    this.events = events;
  }

  private void emit(String event, byte[] bytes, int offset, int length) {
    events.emit(
        event,
        Json.object()
            .put("side", side)
            .put("peer", peer)
            .put("hex", HexFormat.of().formatHex(bytes, offset, offset + length)),
        peer + "  " + length + " bytes");
  }

  @Override
  public InputStream input() throws IOException {
    return new FilterInputStream(inner.input()) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
          emit("streamRx", new byte[] {(byte) b}, 0, 1);
        }
        return b;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
          emit("streamRx", buffer, offset, n);
        }
        return n;
      }
    };
  }

  @Override
  public OutputStream output() throws IOException {
    return new FilterOutputStream(inner.output()) {
      @Override
      public void write(int b) throws IOException {
        emit("streamTx", new byte[] {(byte) b}, 0, 1);
        out.write(b);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        emit("streamTx", buffer, offset, length);
        out.write(buffer, offset, length);
      }
    };
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return inner.remoteAddress();
  }

  @Override
  public void deadline(long nanoTime) {
    inner.deadline(nanoTime);
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
