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

  MemberlistShutdownLifecycle(Memberlist memberlist, EventQueue events) {
    this.memberlist = memberlist;
    this.events = events;
  }

  @Override
  public void start() {
    // the node is started by MemberlistLifecycle
  }

  @Override
  public void stop() {
    memberlist.shutdown();
    events.add(sequence -> new MemberlistStoppedEvent(memberlist, sequence));
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
