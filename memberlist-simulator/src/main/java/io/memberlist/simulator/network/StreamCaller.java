package io.memberlist.simulator.network;

/** The dialling side of a stream; each stream ends with exactly one of the last two calls. */
public interface StreamCaller {

  /** The connection is there: time to {@link SimStream#write}. */
  void connected(SimStream stream);

  /** Everything the peer wrote until it closed; may be nothing, or broken off. */
  void answered(byte[] bytes);

  /** Nothing came of it. */
  void failed(StreamFailure why);
}
