package io.memberlist.spring.cluster;

/** Writes and reads the content of cluster events; of several beans the first that can is used. */
public interface ClusterEventCodec {

  /** Name on the wire, by which receivers choose the codec. */
  String name();

  /** Whether it can write and read the type. */
  boolean supports(Class<?> type);

  /**
   * Writes an event.
   *
   * @throws RuntimeException if that is not possible
   */
  byte[] write(Object event);

  /**
   * Reads an event. The bytes come from the network.
   *
   * @throws RuntimeException if they are not such an event
   */
  <T> T read(byte[] body, Class<T> type);
}
