package io.memberlist.spring.cluster;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A type of application event that {@link ClusterEventPublisher} takes to all members. Only types
 * with this annotation are ever read from the network.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ClusterEvent {

  /** Name on the wire, by which receivers choose the type; the same in every application. */
  String value();
}
