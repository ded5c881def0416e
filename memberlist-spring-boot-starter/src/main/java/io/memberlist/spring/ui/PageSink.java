package io.memberlist.spring.ui;

import java.io.IOException;

/** Where the events of one open page go: a response of MVC or WebFlux. */
public interface PageSink {

  /**
   * Sends an event; may block until the connection takes it.
   *
   * @throws IOException if the page is gone
   */
  void send(Frame frame) throws IOException;

  /**
   * Sends a comment, which pages do not see, so that a dead connection is noticed.
   *
   * @throws IOException if the page is gone
   */
  void heartbeat() throws IOException;

  /** Ends the stream; never throws. */
  void close();
}
