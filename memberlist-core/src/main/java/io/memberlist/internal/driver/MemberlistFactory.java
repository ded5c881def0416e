package io.memberlist.internal.driver;

import io.memberlist.Config;
import io.memberlist.Memberlist;

/** Makes nodes. */
public final class MemberlistFactory {

  private MemberlistFactory() {}

  /** A node that is not started: no thread, no socket. */
  public static Memberlist of(Config config) {
    return new RestartableMemberlist(config);
  }
}
