package io.memberlist.spring.ui;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficSampleTest {

  private static Sighting seen(int millis, char kind, boolean arrived) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    return new Sighting(nanos, kind, "a", "b", null, false, arrived);
  }

  @Test
  void fewMessagesAreAllShownInTheOrderOfTime() {
    var json =
        TrafficSample.json(
            5000,
            TimeUnit.MILLISECONDS.toNanos(100),
            2,
            List.of(seen(180, 'i', false), seen(112, 'g', true)));

    assertThat(json)
        .isEqualTo(
            "{\"t\":5000,\"of\":2,\"m\":[[12,\"g\",\"a\",\"b\",1],[80,\"i\",\"a\",\"b\",0]]}");
  }

  @Test
  void l_42_ofManyTheLostAndIndirectOnesComeFirstAndTheRestInProportion() {
    var many = new ArrayList<Sighting>();
    for (int i = 0; i < 90; i++) {
      many.add(seen(i, i % 3 == 0 ? 'p' : 'g', true));
    }
    many.add(seen(95, 'p', false));
    many.add(seen(96, 'i', true));
    many.add(seen(97, 'i', false));

    var picked = TrafficSample.pick(many);

    assertThat(picked).hasSize(TrafficSample.MOST);
    assertThat(picked).filteredOn(Sighting::matters).hasSize(3);
    var byKind =
        picked.stream()
            .filter(one -> !one.matters())
            .collect(groupingBy(Sighting::kind, counting()));
    assertThat(byKind).isEqualTo(Map.of('p', 4L, 'g', 8L));
  }
}
