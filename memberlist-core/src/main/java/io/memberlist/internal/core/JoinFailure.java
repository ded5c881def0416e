package io.memberlist.internal.core;

import io.memberlist.MemberlistException;
import io.memberlist.NoSeedReachableException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.SeedFailure;
import java.util.List;

/** What a join ends with that reached nobody (§14.2). */
public final class JoinFailure {

  private JoinFailure() {}

  /** The first mismatch of versions, if there was nothing else; otherwise all failures together. */
  public static MemberlistException of(List<SeedFailure> failures) {
    boolean allMismatch =
        !failures.isEmpty()
            && failures.stream().allMatch(f -> f.cause() instanceof ProtocolMismatchException);
    return allMismatch ? failures.get(0).cause() : new NoSeedReachableException(failures);
  }
}
