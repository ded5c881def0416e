package io.memberlist.cli.cluster;

import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what all nodes of a run send. */
final class Traffic {

  private final LongAdder packets = new LongAdder();
  private final LongAdder packetBytes = new LongAdder();
  private final LongAdder streams = new LongAdder();
  private final LongAdder streamBytes = new LongAdder();

  /** Totals so far. */
  record Totals(long packets, long packetBytes, long streams, long streamBytes) {
    Totals since(Totals before) {
      return new Totals(
          packets - before.packets,
          packetBytes - before.packetBytes,
          streams - before.streams,
          streamBytes - before.streamBytes);
    }
  }

  Totals totals() {
    return new Totals(packets.sum(), packetBytes.sum(), streams.sum(), streamBytes.sum());
  }

  /** The same transport, counted. */
  Transport count(Transport inner) {
    return new Counted(inner);
  }

  private final class Counted implements Transport {
    private final Transport inner;

    Counted(Transport inner) {
      this.inner = inner;
    }

    @Override
    public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
      return inner.finalAdvertiseAddress(ip, port);
    }

    @Override
    public int boundPort() {
      return inner.boundPort();
    }

    @Override
    public void start(PacketListener packetListener, StreamListener streamListener) {
      inner.start(
          packetListener, connection -> streamListener.onStream(new CountedStream(connection)));
    }

    @Override
    public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
      packets.increment();
      packetBytes.add(length);
      return inner.writeTo(buffer, offset, length, to);
    }

    @Override
    public StreamConnection dial(Address to, Duration timeout) throws IOException {
      streams.increment();
      return new CountedStream(inner.dial(to, timeout));
    }

    @Override
    public void shutdown() {
      inner.shutdown();
    }
  }

  private final class CountedStream implements StreamConnection {
    private final StreamConnection inner;

    CountedStream(StreamConnection inner) {
      this.inner = inner;
    }

    @Override
    public InputStream input() throws IOException {
      return inner.input();
    }

    @Override
    public OutputStream output() throws IOException {
      return new FilterOutputStream(inner.output()) {
        @Override
        public void write(int b) throws IOException {
          streamBytes.increment();
          out.write(b);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
          streamBytes.add(length);
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
}
