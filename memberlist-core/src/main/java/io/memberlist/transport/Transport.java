package io.memberlist.transport;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets and streams for one life of a node (§15.8). Made by a {@link TransportFactory},
 * already bound.
 */
public interface Transport {

  /**
   * What to announce, given what was configured (§16.4).
   *
   * @param ip configured IP literal, null if none
   * @param port configured port, 0 if none
   */
  AdvertisedAddress finalAdvertiseAddress(@Nullable String ip, int port);

  /** Port that is bound, for packets and streams. */
  int boundPort();

  /** Begins to receive; called once. */
  void start(PacketListener packets, StreamListener streams);

  /**
   * Sends one packet, best effort.
   *
   * @return {@code System.nanoTime()} of sending
   */
  long writeTo(byte[] buffer, int offset, int length, Address to) throws IOException;

  /** Opens a stream. */
  StreamConnection dial(Address to, Duration timeout) throws IOException;

  /** Closes everything; returns when its threads have ended. Idempotent. */
  void shutdown();
}
