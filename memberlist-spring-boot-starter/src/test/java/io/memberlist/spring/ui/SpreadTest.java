package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private final Recorders recorders = new Recorders();
  private final Spread spread = recorders.spread();

  /** Nodes that are never started: only what their recorders are told matters here. */
  private record Views(List<View> views, List<List<String>> cut) implements ClusterViews {}

  private static Views views(List<List<String>> cut, String... names) {
    var views =
        Stream.of(names)
            .map(
                name ->
                    new ClusterViews.View(
                        name, Memberlist.of(Config.local().name(name).build()), true))
            .toList();
    return new Views(views, cut);
  }

  @Test
  void aChangeHasSpreadWhenAllButTheMemberItselfKnow() {
    var views = views(List.of(), "a", "b", "c");
    recorders.of("a").notifyLeave(failed("c"));
    spread.update(views, recorders);
    assertThat(spread.fields().get("spread"))
        .contains("\"what\":\"c failed\"", "\"known\":[\"a\"],\"of\":2}");

    recorders.of("b").notifyLeave(failed("c"));
    spread.update(views, recorders);

    assertThat(spread.fields().get("spread"))
        .contains("\"known\":[\"a\",\"b\"],\"of\":2,\"took\":");
    assertThat(recorders.of("a").allStories().get(0)).contains("everybody-knows");
  }

  /** Who opens the page later is told the time at which it was, not that of looking. */
  @Test
  void thatEverybodyKnowsHasTheTimeAtWhichTheLastOneHeard() {
    var late = new Recorders(Clock.fixed(Instant.ofEpochMilli(1000), ZoneOffset.UTC));
    var views = views(List.of(), "a", "b", "c");
    late.of("a").notifyLeave(failed("c"));
    late.of("b").notifyLeave(failed("c"));

    late.spread().update(views, late);

    var spread = Pattern.compile("\"at\":(\\d+).*\"took\":(\\d+)");
    var told = spread.matcher(late.spread().fields().getOrDefault("spread", ""));
    assertThat(told.find()).isTrue();
    long last = Long.parseLong(told.group(1)) + Long.parseLong(told.group(2));
    assertThat(late.of("a").allStories().get(0))
        .contains("{\"t\":" + last + ",\"k\":\"everybody-knows\"");
  }

  @Test
  void aSuspicionToldLateDoesNotHideTheFailureThatFollowedIt() {
    var views = views(List.of(), "a", "b", "c");
    recorders.of("a").notifyLeave(failed("c"));
    recorders.of("b").notifySuspect(failed("c"), List.of("b"));
    recorders.of("b").notifyLeave(failed("c"));

    spread.update(views, recorders);

    assertThat(spread.fields().get("spread"))
        .contains("\"what\":\"c failed\"", "\"known\":[\"a\",\"b\"]");
  }

  @Test
  void afterHalfAMinuteItIsSaidWhoIsMissing() {
    var ahead = new AtomicLong();
    var patient = new Spread(() -> System.nanoTime() + ahead.get());
    var views = views(List.of(), "a", "b", "c");
    recorders.of("a").notifyLeave(failed("c"));
    patient.update(views, recorders);
    assertThat(patient.fields().get("spread")).doesNotContain("missing");

    ahead.set(TimeUnit.SECONDS.toNanos(31));
    patient.update(views, recorders);

    assertThat(patient.fields().get("spread")).contains("\"of\":2,\"missing\":[\"b\"]}");
    assertThat(patient.past()).isEqualTo("[]");
  }

  @Test
  void whoCalledItFailedBeforeNeedNotHearOfIt() {
    var ahead = new AtomicLong();
    var later = new Spread(() -> System.nanoTime() + ahead.get());
    var all = new ArrayList<>(views(List.of(), "a", "b").views());
    all.add(new ClusterViews.View("d", callingFailed("c"), true));
    var views = new Views(all, List.of());
    recorders.of("a").notifyLeave(failed("c"));
    recorders.of("b").notifyLeave(failed("c"));
    later.update(views, recorders);
    assertThat(later.fields().get("spread")).contains("\"known\":[\"a\",\"b\"],\"of\":3}");

    ahead.set(TimeUnit.SECONDS.toNanos(3));
    later.update(views, recorders);

    assertThat(later.fields().get("spread"))
        .contains("\"known\":[\"a\",\"b\",\"d\"],\"of\":3,\"took\":");
  }

  private static Memberlist callingFailed(String name) {
    return (Memberlist)
        Proxy.newProxyInstance(
            SpreadTest.class.getClassLoader(),
            new Class<?>[] {Memberlist.class},
            (proxy, method, arguments) ->
                arguments != null && name.equals(arguments[0])
                    ? Optional.of(failed(name))
                    : Optional.empty());
  }

  @Test
  void l_41_theLast20ChangesThatReachedAllAreKept() {
    var views = views(List.of(), "a", "b");
    for (int i = 0; i < 25; i++) {
      recorders.of("a").notifyLeave(failed("n" + i));
      recorders.of("b").notifyLeave(failed("n" + i));
      spread.update(views, recorders);
    }

    assertThat(spread.past())
        .matches("\\[(\\{\"what\":\"n\\d+ failed\",\"at\":\\d+,\"took\":\\d+},?){20}]")
        .startsWith("[{\"what\":\"n5 failed\"");
  }

  @Test
  void l_41_ofWhatHappenedWhileNobodyWatchedTheLatestIsShown() {
    var views = views(List.of(), "a");
    for (int i = 0; i < 200; i++) {
      recorders.of("a").notifyLeave(failed("n" + i));
    }

    spread.update(views, recorders);

    assertThat(spread.fields().get("spread")).contains("\"what\":\"n199 failed\"");
  }

  @Test
  void inACutNetworkOnlyTheOwnSideCanKnow() {
    var views = views(List.of(List.of("a", "b"), List.of("c", "d")), "a", "b", "c", "d");

    recorders.of("a").notifyLeave(failed("c"));
    recorders.of("b").notifyLeave(failed("c"));
    spread.update(views, recorders);

    assertThat(spread.fields().get("spread"))
        .contains("\"known\":[\"a\",\"b\"],\"of\":2,\"took\":");
  }

  private static Node failed(String name) {
    return new Node(
        name,
        new byte[] {127, 0, 0, 1},
        7946,
        new byte[0],
        NodeState.DEAD,
        1,
        Instant.EPOCH,
        new Node.Versions(1, 5, 2, 0, 0, 0),
        null);
  }
}
