package io.memberlist.transport;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts streams until the transport stops (§16.3). */
final class StreamAcceptor implements Runnable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.transport");

  /** Where streams come from. */
  @FunctionalInterface
  interface Source {
    StreamConnection accept() throws IOException;
  }

  private final Source source;
  private final StreamListener listener;
  private final BackOff backOff;
  private final BooleanSupplier stopped;

  StreamAcceptor(Source source, StreamListener listener, BackOff backOff, BooleanSupplier stopped) {
    this.source = source;
    this.listener = listener;
    this.backOff = backOff;
    this.stopped = stopped;
  }

  @Override
  public void run() {
    try {
      while (!stopped.getAsBoolean()) {
        acceptOne();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptOne() throws InterruptedException {
    try {
      var connection = source.accept();
      backOff.succeeded();
      handOver(connection);
    } catch (IOException e) {
      if (!stopped.getAsBoolean()) {
        log.error("Could not accept a stream: {}", e.toString());
        backOff.failed();
      }
    }
  }

  private void handOver(StreamConnection connection) throws IOException {
    try {
      listener.onStream(connection);
    } catch (RuntimeException e) {
      log.error("Stream from {} could not be served", connection.remoteAddress(), e);
      connection.close();
    }
  }
}
