package io.memberlist.spring.test.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.test.MemberlistTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Section 14 of the contract, with a slice of an application. */
@MemberlistTest(peers = 4)
class MemberlistSliceTest {

  @Autowired private ApplicationContext context;
  @Autowired private Memberlist memberlist;

  @Test
  void s_111_onlyTheStartersAutoConfigurationsTakePart() {
    assertThat(context.getBeansOfType(Departures.class)).isEmpty();
    assertThat(context.containsBean("applicationTaskExecutor")).isFalse();
    assertThat(context.containsBean("memberlistLifecycle")).isTrue();
    assertThat(memberlist.numMembers()).isEqualTo(5);
  }
}
