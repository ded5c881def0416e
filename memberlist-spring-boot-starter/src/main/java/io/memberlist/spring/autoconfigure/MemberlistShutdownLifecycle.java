package io.memberlist.spring.autoconfigure;

import io.memberlist.Memberlist;
import io.memberlist.spring.event.MemberlistStoppedEvent;
import org.springframework.context.SmartLifecycle;

/**
 * Shuts the node down after the web server has stopped: until then running requests may still query
 * and send.
 */
public class MemberlistShutdownLifecycle implements SmartLifecycle {

  private final Memberlist memberlist;
  private final EventQueue events;

  /**
   * Shuts nothing down yet.
   *
   * @param memberlist the node
   * @param events is told when it has stopped
   */
  public MemberlistShutdownLifecycle(Memberlist memberlist, EventQueue events) {
    this.memberlist = memberlist;
    this.events = events;
  }

  @Override
  public void start() {
    // the node is started by MemberlistLifecycle
  }

  @Override
  public void stop() {
    shutDown(memberlist, events);
  }

  static void shutDown(Memberlist memberlist, EventQueue events) {
    memberlist.shutdown();
    events.add(MemberlistStoppedEvent::new);
  }

  @Override
  public boolean isRunning() {
    return memberlist.status() != Memberlist.Status.STOPPED;
  }

  @Override
  public int getPhase() {
    return Phases.SHUTDOWN;
  }
}
