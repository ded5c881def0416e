package io.memberlist.spring.cluster;

import org.springframework.context.ApplicationEvent;

/** This application is no longer the coordinator among its instances. */
public final class CoordinatorRevokedEvent extends ApplicationEvent {
  private static final long serialVersionUID = 1L;

  CoordinatorRevokedEvent(MemberlistCoordinator source) {
    super(source);
  }

  /** Knows who it is now. */
  public MemberlistCoordinator getCoordinator() {
    return (MemberlistCoordinator) getSource();
  }
}
