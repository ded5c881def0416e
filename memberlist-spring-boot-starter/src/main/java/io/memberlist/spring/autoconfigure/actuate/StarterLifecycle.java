package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistLifecycle;
import io.memberlist.spring.autoconfigure.MemberlistShutdownLifecycle;
import org.springframework.beans.factory.ObjectProvider;

/** Starts and ends the node by the starter's own beans, or directly if the node is not theirs. */
record StarterLifecycle(
    Memberlist memberlist,
    ObjectProvider<MemberlistLifecycle> lifecycle,
    ObjectProvider<MemberlistShutdownLifecycle> shutdown)
    implements NodeOperations.Lifecycle {

  @Override
  public void cancelJoin() {
    lifecycle.ifUnique(MemberlistLifecycle::cancelJoin);
  }

  @Override
  public void shutDown() {
    if (memberlist.status() == Memberlist.Status.STOPPED) {
      return;
    }
    var bean = shutdown.getIfUnique();
    if (bean == null) {
      memberlist.shutdown();
    } else {
      bean.stop();
    }
  }

  @Override
  public void start() {
    var bean = lifecycle.getIfUnique();
    if (bean == null) {
      memberlist.start();
    } else {
      bean.startInBackground();
    }
  }
}
