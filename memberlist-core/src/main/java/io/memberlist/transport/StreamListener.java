package io.memberlist.transport;

/** Takes accepted streams; must not block. */
@FunctionalInterface
public interface StreamListener {

  /** A stream was accepted; the listener owns it from now on. */
  void onStream(StreamConnection connection);
}
