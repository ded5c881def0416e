package io.memberlist.spring.test.app;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.test.MemberlistTest;
import io.memberlist.spring.test.TestCluster;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Section 14 of the contract, without peers. */
@MemberlistTest(peers = 0)
class SliceAloneTest {

  @Autowired private Memberlist memberlist;

  @Test
  void s_111_withoutPeersTheNodeIsAlone(TestCluster cluster) {
    cluster.advance(ofSeconds(60));

    assertThat(memberlist.numMembers()).isEqualTo(1);
  }
}
