package io.memberlist.spring.test.app;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Memberlist;
import io.memberlist.spring.test.MemberlistTest;
import io.memberlist.spring.test.TestCluster;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/** Section 14 of the contract, with a slice that has a component of the application. */
@MemberlistTest(
    peers = 1,
    properties = "memberlist.label=slice",
    includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Departures.class))
class SliceWithComponentTest {

  @Autowired private Departures departures;
  @Autowired private Memberlist memberlist;

  @Test
  void s_111_includedComponentsTakePart(TestCluster cluster) {
    assertThat(memberlist.config().label()).isEqualTo("slice");
    cluster.peer("peer-1").fail();

    cluster.advance(ofSeconds(20));

    assertThat(departures.failed()).containsExactly("peer-1");
  }
}
