package io.memberlist.spring.cluster;

/** Publishes application events on all members of the cluster. */
public interface ClusterEventPublisher {

  /**
   * Sends an event to every member, at most once each and in no order. Short ones go with the
   * gossip, long ones to each member by itself; this does not wait for either.
   *
   * @param event of a type with {@link ClusterEvent}
   * @return the id that receivers see
   * @throws IllegalArgumentException if the type is not declared, nothing can write it, or it is
   *     too long
   * @throws IllegalStateException if the node is not running, or a Delegate bean owns the messages
   */
  String publish(Object event);
}
