package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.internal.wire.Dead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejoinTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final WholeCore node = rejoining();

  private static WholeCore rejoining() {
    return WholeCore.random(
        c -> c.rejoin(c.build().rejoin().withEnabled(true)).pushPullInterval(Duration.ZERO));
  }

  /** A round ends, whatever it found. */
  private void roundEnds() {
    var last = node.output.rejoins.get(node.output.rejoins.size() - 1);
    node.core.onExchangeEnded(last.exchangeId(), ExchangeResult.FAILURE, node.now);
  }

  private void dies(String name) {
    node.knowing(name).hears(new Dead(1, name, "accuser"));
  }

  /** Lets time pass; rounds end at once. */
  private void passWithRounds(Duration time) {
    long end = node.now + time.toNanos();
    while (node.now < end) {
      int seen = node.output.rejoins.size();
      node.pass(Duration.ofSeconds(10));
      if (node.output.rejoins.size() > seen) {
        roundEnds();
      }
    }
  }

  /** Until the next round begins. */
  private Duration untilRound() {
    int seen = node.output.rejoins.size();
    long start = node.now;
    while (node.output.rejoins.size() == seen) {
      assertThat(node.now - start).as("waited").isLessThan(HOUR.toNanos());
      node.now = Math.max(node.now, node.core.nextDeadline());
      node.core.onTime(node.now);
    }
    return Duration.ofNanos(node.now - start);
  }

  @Test
  void roundsComeEveryIntervalVariedByTenPerCent() {
    var pauses = new ArrayList<Duration>();

    for (int round = 0; round < 200; round++) {
      pauses.add(untilRound());
      roundEnds();
    }

    assertThat(pauses)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(27)) >= 0)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(33)) <= 0)
        .anyMatch(pause -> pause.compareTo(Duration.ofSeconds(28)) < 0)
        .anyMatch(pause -> pause.compareTo(Duration.ofSeconds(32)) > 0);
  }

  @Test
  void theIntervalCountsFromTheBeginningOfARoundHoweverLongItTakes() {
    untilRound();
    node.pass(Duration.ofSeconds(20));
    roundEnds();

    assertThat(untilRound()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(13));
  }

  @Test
  void roundsDoNotOverlap() {
    untilRound();
    node.pass(HOUR);
    assertThat(node.output.rejoins).hasSize(1);

    roundEnds();

    assertThat(untilRound()).isZero();
  }

  @Test
  void def_01_whoDiedIsTriedAgainAlsoWhenItsRecordIsPruned() {
    dies("b");
    passWithRounds(Duration.ofSeconds(50));
    assertThat(node.core.view().node("b")).isEmpty();

    untilRound();

    assertThat(node.output.rejoins.get(node.output.rejoins.size() - 1))
        .matches(round -> WholeCore.addressOf("b").equals(round.lost()))
        .matches(round -> round.lostName().equals("b"));
  }

  @Test
  void whoLeftIsNotLost() {
    node.knowing("b").hears(new Dead(1, "b", "b"));

    untilRound();

    assertThat(node.output.rejoins.get(0).lost()).isNull();
  }

  @Test
  void whoCameBackIsNotLost() {
    dies("b");
    node.hears(MembershipFixture.alive("b", 2));

    untilRound();

    assertThat(node.output.rejoins.get(0).lost()).isNull();
  }

  @Test
  void aLostMemberIsForgottenAtLast() {
    dies("b");
    passWithRounds(Duration.ofHours(73));

    untilRound();

    assertThat(node.output.rejoins.get(node.output.rejoins.size() - 1).lost()).isNull();
  }

  @Test
  void whoIsForgottenIsNotTriedAgain() {
    dies("b");

    assertThat(node.core.forget("b", node.now)).isEqualTo(Core.Forgotten.DONE);
    untilRound();

    assertThat(node.output.rejoins.get(0).lost()).isNull();
  }

  @Test
  void aLostMemberCanBeForgottenWhenItsRecordIsPruned() {
    dies("b");
    passWithRounds(Duration.ofSeconds(50));
    assertThat(node.core.view().node("b")).isEmpty();

    assertThat(node.core.forget("b", node.now)).isEqualTo(Core.Forgotten.DONE);
    assertThat(node.core.forget("b", node.now)).isEqualTo(Core.Forgotten.UNKNOWN);
  }

  @Test
  void inALargeClusterALostMemberIsTriedNowAndThen() {
    node.knowing("c", "d", "e", "f", "g", "h", "i", "j", "k");
    dies("b");
    List<Boolean> tried = new ArrayList<>();

    for (int round = 0; round < 400; round++) {
      untilRound();
      for (String name : List.of("c", "d", "e", "f", "g", "h", "i", "j", "k")) {
        node.hears(MembershipFixture.alive(name, round + 2));
      }
      tried.add(node.output.rejoins.get(round).lost() != null);
      roundEnds();
    }

    assertThat(tried.stream().filter(lost -> lost).count()).isBetween(10L, 120L);
  }

  @Test
  void def_01_whoIsMissingWhenManyAreBackIsTriedInTheNextRound() {
    var others = List.of("c", "d", "e", "f", "g", "h", "i", "j", "k");
    others.forEach(this::dies);
    dies("b");

    for (int round = 0; round < 5; round++) {
      for (String name : others) {
        node.hears(MembershipFixture.alive(name, 2 * round + 2));
      }
      untilRound();
      assertThat(node.output.rejoins.get(round).lost()).as("round %s", round).isNotNull();
      roundEnds();
      for (String name : others) {
        node.hears(new Dead(2 * round + 2, name, "accuser"));
      }
    }
  }

  private void areBack(List<String> names) {
    names.forEach(name -> node.hears(MembershipFixture.alive(name, 2)));
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  @Test
  void def_01_whenMostAreBackRoundsComeSoonAndAskUntilAllAre() {
    var others = names("n", 60);
    others.forEach(this::dies);
    dies("late");
    dies("later");
    passWithRounds(Duration.ofMinutes(10));
    untilRound();
    roundEnds();

    areBack(others.subList(0, 30));
    assertThat(untilRound()).as("half, not quite").isGreaterThan(Duration.ofSeconds(26));
    roundEnds();
    areBack(others.subList(30, 60));

    for (var found : List.of("late", "later")) {
      assertThat(untilRound()).isBetween(Duration.ofMillis(7400), Duration.ofMillis(15_100));
      assertThat(node.output.rejoins.get(node.output.rejoins.size() - 1).lost()).isNotNull();
      node.hears(MembershipFixture.alive(found, 2));
      roundEnds();
    }

    untilRound();
    roundEnds();
    assertThat(untilRound()).as("as usual").isGreaterThan(Duration.ofSeconds(26));
  }

  @Test
  void whoReallyDiedInAPartitionIsAskedOnceSoonAndThenAsUsual() {
    var others = names("n", 60);
    others.forEach(this::dies);
    dies("dead");
    untilRound();
    roundEnds();
    areBack(others);

    assertThat(untilRound()).isLessThan(Duration.ofMillis(15_100));
    assertThat(node.output.rejoins.get(node.output.rejoins.size() - 1).lost()).isNotNull();
    roundEnds();

    assertThat(untilRound()).isLessThan(Duration.ofMillis(15_100));
    roundEnds();
    assertThat(untilRound()).isGreaterThan(Duration.ofSeconds(26));
  }

  @Test
  void aRestartHastensNothing() {
    node.knowing(names("n", 60).toArray(String[]::new));
    List.of("b", "c", "d").forEach(this::dies);
    untilRound();
    roundEnds();

    areBack(List.of("b", "c"));

    assertThat(untilRound()).isGreaterThan(Duration.ofSeconds(26));
  }

  @Test
  void whoHasLeftSearchesForNobodyUntilItJoinsAnew() {
    node.core.leave(() -> {}, node.now);
    node.pass(HOUR);
    assertThat(node.output.rejoins).isEmpty();

    node.core.announceAnew(null, node.now);

    assertThat(untilRound()).isLessThanOrEqualTo(Duration.ofSeconds(33));
  }
}
