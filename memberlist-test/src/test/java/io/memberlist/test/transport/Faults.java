package io.memberlist.test.transport;

import io.memberlist.transport.Address;
import io.memberlist.transport.AdvertisedAddress;
import io.memberlist.transport.PacketListener;
import io.memberlist.transport.StreamConnection;
import io.memberlist.transport.StreamListener;
import io.memberlist.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to break a transport, each under the name of the one test that is to notice it. */
final class Faults {

  private static final ExecutorService LATER =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "faults");
            thread.setDaemon(true);
            return thread;
          });

  private static final Map<Integer, PacketListener> LISTENERS = new ConcurrentHashMap<>();

  static final Map<String, UnaryOperator<Transport>> BY_TEST =
      Map.ofEntries(
          Map.entry("somethingCanBeAnnounced", Faults::announcesNothing),
          Map.entry("aPacketIsTheGivenPartOfTheBuffer", Faults::ignoresOffset),
          Map.entry("theBufferMayBeUsedAgainAtOnce", Faults::keepsTheBuffer),
          Map.entry("packetsOfUsualSizesArriveWhole", Faults::cutsPackets),
          Map.entry("anEmptyPacketIsNoPacket", Faults::deliversEmptyPackets),
          Map.entry("whoeverIsAddressedGetsThePacket", Faults::sendsAllToTheSame),
          Map.entry("anAnswerGoesToWhereThePacketCameFrom", Faults::hidesTheSender),
          Map.entry("timesAreThoseOfTheNanoClock", Faults::tellsWallTime),
          Map.entry("aListenerThatThrowsHearsTheNextPacket", Faults::dropsAListenerThatThrows),
          Map.entry("aPacketToNobodyIsLostOrFails", Faults::throwsUncheckedWithoutRoute),
          Map.entry("anInterruptedSenderHarmsNobody", Faults::closesWhenInterrupted),
          Map.entry("aStreamCarriesBytesBothWays", Faults::cutsStreams),
          Map.entry("theEndOfAStreamIsSeenBehindItsLastByte", Faults::neverEndsStreams),
          Map.entry("streamsAreIndependent", Faults::holdsStreamsBack),
          Map.entry("aStreamKnowsWhoIsAtItsOtherEnd", Faults::hidesTheOtherEnd),
          Map.entry("aReadPastTheDeadlineTimesOut", Faults::ignoresDeadlines),
          Map.entry("closingEndsARead", Faults::neverEndsStreams),
          Map.entry("nobodyCannotBeDialled", Faults::dialsNobody),
          Map.entry("withoutTimeThereIsNoDialling", Faults::takesItsTimeToDial),
          Map.entry("shutdownEndsOpenStreams", Faults::staysUp),
          Map.entry("afterShutdownNothingIsSent", Faults::staysUp),
          Map.entry("afterShutdownNothingIsReceived", Faults::hearsAfterShutdown),
          Map.entry("itsThreadsHaveEndedWhenShutdownReturns", Faults::leavesAThread),
          Map.entry("whatWasNeverStartedCanBeShutDown", Faults::wantsAStart),
          Map.entry("aClusterWorksOverIt", Faults::cutsStreams));

  private Faults() {}

  private static Transport announcesNothing(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port) {
        return new AdvertisedAddress(new byte[0], boundPort(), "none");
      }
    };
  }

  private static Transport ignoresOffset(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
        return good.writeTo(buffer, 0, length, to);
      }
    };
  }

  /** Sends what is in the buffer when it is used again. */
  private static Transport keepsTheBuffer(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) {
        var before = buffer.clone();
        LATER.submit(
            () -> {
              long end = System.nanoTime() + 1_000_000_000;
              while (Arrays.equals(before, buffer) && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
              }
              return good.writeTo(buffer, offset, length, to);
            });
        return System.nanoTime();
      }
    };
  }

  private static Transport cutsPackets(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
        return good.writeTo(buffer, offset, Math.min(length, 1024), to);
      }
    };
  }

  private static Transport deliversEmptyPackets(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void start(PacketListener packets, StreamListener streams) {
        good.start(
            (buffer, offset, length, from, nanos) -> {
              packets.onPacket(buffer, offset, 0, from, nanos);
              packets.onPacket(buffer, offset, length, from, nanos);
            },
            streams);
      }
    };
  }

  private static Transport sendsAllToTheSame(Transport good) {
    return new BrokenTransport(good) {
      private @Nullable Address first;

      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
        first = first == null ? to : first;
        return good.writeTo(buffer, offset, length, first);
      }
    };
  }

  private static Transport hidesTheSender(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void start(PacketListener packets, StreamListener streams) {
        var nowhere = new InetSocketAddress("127.0.0.1", 65_000);
        good.start(
            (buffer, offset, length, from, nanos) ->
                packets.onPacket(buffer, offset, length, nowhere, nanos),
            streams);
      }
    };
  }

  private static Transport tellsWallTime(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
        good.writeTo(buffer, offset, length, to);
        return System.currentTimeMillis();
      }
    };
  }

  private static Transport dropsAListenerThatThrows(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void start(PacketListener packets, StreamListener streams) {
        var dropped = new AtomicBoolean();
        good.start(
            (buffer, offset, length, from, nanos) -> {
              if (!dropped.get()) {
                try {
                  packets.onPacket(buffer, offset, length, from, nanos);
                } catch (RuntimeException e) {
                  dropped.set(true);
                }
              }
            },
            streams);
      }
    };
  }

  private static Transport throwsUncheckedWithoutRoute(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) {
        try {
          return good.writeTo(buffer, offset, length, to);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static Transport closesWhenInterrupted(Transport good) {
    return new BrokenTransport(good) {
      private boolean closed;

      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException {
        closed = closed || Thread.currentThread().isInterrupted();
        if (closed) {
          throw new SocketException("closed by interrupt");
        }
        return good.writeTo(buffer, offset, length, to);
      }
    };
  }

  private static Transport cutsStreams(Transport good) {
    return dialling(good, Cut::new);
  }

  private static Transport neverEndsStreams(Transport good) {
    return dialling(
        good,
        stream ->
            new BrokenStream(stream) {
              @Override
              public void close() {}
            });
  }

  private static Transport holdsStreamsBack(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void start(PacketListener packets, StreamListener streams) {
        var first = new AtomicBoolean(true);
        good.start(
            packets,
            stream -> {
              if (first.getAndSet(false)) {
                streams.onStream(stream); // and nobody else until it ends, which it does not
              }
            });
      }
    };
  }

  private static Transport hidesTheOtherEnd(Transport good) {
    return dialling(
        good,
        stream ->
            new BrokenStream(stream) {
              @Override
              public InetSocketAddress remoteAddress() {
                return new InetSocketAddress("127.0.0.1", 65_000);
              }
            });
  }

  private static Transport ignoresDeadlines(Transport good) {
    return dialling(
        good,
        stream ->
            new BrokenStream(stream) {
              @Override
              public void deadline(long nanoTime) {}
            });
  }

  private static Transport dialling(Transport good, UnaryOperator<StreamConnection> fault) {
    return new BrokenTransport(good) {
      @Override
      public StreamConnection dial(Address to, Duration timeout) throws IOException {
        return fault.apply(good.dial(to, timeout));
      }
    };
  }

  private static Transport dialsNobody(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public StreamConnection dial(Address to, Duration timeout) throws IOException {
        var self = finalAdvertiseAddress(null, 0);
        var home = InetAddress.getByAddress(self.ip());
        return good.dial(new Address(new InetSocketAddress(home, self.port()), null), timeout);
      }
    };
  }

  private static Transport takesItsTimeToDial(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public StreamConnection dial(Address to, Duration timeout) throws IOException {
        return good.dial(to, timeout.plusSeconds(1));
      }
    };
  }

  private static Transport staysUp(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void shutdown() {}
    };
  }

  private static Transport hearsAfterShutdown(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void start(PacketListener packets, StreamListener streams) {
        LISTENERS.put(boundPort(), packets);
        good.start(packets, streams);
      }

      @Override
      public long writeTo(byte[] buffer, int offset, int length, Address to) {
        var self = new InetSocketAddress("127.0.0.1", boundPort());
        LISTENERS
            .get(to.socketAddress().getPort())
            .onPacket(buffer, offset, length, self, System.nanoTime());
        return System.nanoTime();
      }
    };
  }

  private static Transport leavesAThread(Transport good) {
    return new BrokenTransport(good) {
      @Override
      public void start(PacketListener packets, StreamListener streams) {
        good.start(packets, streams);
        LATER.execute(
            () -> {
              var thread = new Thread(Faults::forever, "left behind");
              thread.setDaemon(true);
              thread.start();
            });
        try {
          LATER.submit(() -> {}).get();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Transport wantsAStart(Transport good) {
    return new BrokenTransport(good) {
      private boolean started;

      @Override
      public void start(PacketListener packets, StreamListener streams) {
        started = true;
        good.start(packets, streams);
      }

      @Override
      public void shutdown() {
        good.shutdown();
        if (!started) {
          throw new IllegalStateException("never started");
        }
      }
    };
  }

  /** Loses what is written behind the first 100 bytes. */
  private static final class Cut extends BrokenStream {
    private Cut(StreamConnection good) {
      super(good);
    }

    @Override
    public OutputStream output() throws IOException {
      var output = good.output();
      return new ByteArrayOutputStream() {
        private int left = 100;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
          int count = Math.min(left, length);
          left -= count;
          try {
            output.write(bytes, offset, count);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public synchronized void write(int b) {
          write(new byte[] {(byte) b}, 0, 1);
        }
      };
    }
  }
}
