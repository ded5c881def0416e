package io.memberlist.spring.cluster;

import org.springframework.context.ApplicationEvent;

/** This application has become the coordinator among its instances. */
public final class CoordinatorGrantedEvent extends ApplicationEvent {
  private static final long serialVersionUID = 1L;

  CoordinatorGrantedEvent(MemberlistCoordinator source) {
    super(source);
  }

  /** Knows who it is now. */
  public MemberlistCoordinator getCoordinator() {
    return (MemberlistCoordinator) getSource();
  }
}
