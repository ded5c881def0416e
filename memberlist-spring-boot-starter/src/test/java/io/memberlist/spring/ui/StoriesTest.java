package io.memberlist.spring.ui;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.ProbeTrace;
import io.memberlist.ProbeTrace.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoriesTest {

  private final ViewRecorder recorder =
      new ViewRecorder(Clock.fixed(Instant.ofEpochMilli(1000), ZoneOffset.UTC));

  @Test
  void l_5_anIncidentHasItsStepsInOrder() {
    recorder.notifySuspect(node("b", NodeState.SUSPECT, 1), List.of("a"));
    recorder.confirmed("b", "c", 24_000, 11_381);
    recorder.notifyLeave(node("b", NodeState.DEAD, 1));
    recorder.everybodyKnows("b", "d", 310, 1000);

    assertThat(recorder.allStories())
        .containsExactly(
            """
            {"id":1,"n":"b","open":false,"steps":[\
            {"t":1000,"k":"suspected","by":["a"],"incarnation":1},\
            {"t":1000,"k":"confirmed","by":"c","from":24000,"to":11381},\
            {"t":1000,"k":"failed"},\
            {"t":1000,"k":"everybody-knows","last":"d","ms":310}]}""");
  }

  @Test
  void l_5_aSuspicionSaysHowLongItWillLast() {
    recorder.notifySuspect(node("b", NodeState.SUSPECT, 1), List.of("a"));
    recorder.confirmed("b", "c", 24_000, 11_381);
    recorder.changedStories();

    recorder.timed("b", 24_000);
    recorder.timed("unknown", 1);

    assertThat(recorder.changedStories())
        .singleElement()
        .asString()
        .contains(
            "{\"t\":1000,\"k\":\"suspected\",\"by\":[\"a\"],\"incarnation\":1,\"ms\":24000},");
  }

  @Test
  void l_43_aProbeNobodyAnsweredIsHowAnIncidentBegins() {
    recorder.unanswered(failure("a"));
    recorder.notifySuspect(node("b", NodeState.SUSPECT, 1), List.of("a"));
    recorder.unanswered(failure("d"));

    assertThat(recorder.allStories())
        .containsExactly(
            """
            {"id":1,"n":"b","open":true,"steps":[\
            {"t":0,"k":"ping-unanswered","by":"a","ms":500},\
            {"t":500,"k":"asked-others","via":["c","d"],"tcp":true,"nacks":1},\
            {"t":1000,"k":"suspected","by":["a"],"incarnation":1}]}""");
  }

  @Test
  void l_43_whatIsToldLateComesWhereItBelongs() {
    recorder.notifySuspect(node("b", NodeState.SUSPECT, 1), List.of("a"));
    recorder.unanswered(failure("a"));

    assertThat(recorder.allStories().get(0))
        .containsSubsequence("ping-unanswered", "asked-others", "suspected");
  }

  @Test
  void l_43_anUnansweredProbeAloneIsNoIncident() {
    recorder.unanswered(failure("a"));

    assertThat(recorder.allStories()).isEmpty();
    recorder.notifyLeave(node("b", NodeState.LEFT, 1));
    assertThat(recorder.allStories().get(0)).doesNotContain("ping-unanswered");
  }

  private static Traffic.Failure failure(String by) {
    var trace =
        new ProbeTrace(
            "b", Outcome.UNANSWERED, ofMillis(1000), ofMillis(500), List.of("c", "d"), 1, true);
    return new Traffic.Failure(by, trace, 1000);
  }

  @Test
  void aRefutationEndsTheStoryAndTheNextDoubtBeginsAnother() {
    recorder.notifySuspect(node("b", NodeState.SUSPECT, 1), List.of("a"));
    recorder.notifyRecover(node("b", NodeState.ALIVE, 2));
    recorder.notifySuspect(node("b", NodeState.SUSPECT, 2), List.of("a"));

    assertThat(recorder.allStories()).hasSize(2);
    assertThat(recorder.allStories().get(0)).contains("\"id\":2", "\"open\":true");
    assertThat(recorder.allStories().get(1))
        .contains("\"refuted\",\"incarnation\":2", "\"open\":false");
  }

  @Test
  void l_41_theLastFiveIncidentsAndTheLast100EntriesAreKept() {
    for (int i = 0; i < 120; i++) {
      recorder.notifyLeave(node("n" + i, NodeState.DEAD, 1));
    }

    assertThat(recorder.allStories()).hasSize(5);
    assertThat(recorder.since(0)).hasSize(100);
    assertThat(recorder.newest()).isEqualTo(120);
  }

  @Test
  void equalNeighboursOfTheTimeLineAreOne() {
    for (int i = 0; i < 40; i++) {
      recorder.notifyJoin(node("n" + i, NodeState.ALIVE, 1));
    }
    recorder.notifyLeave(node("n0", NodeState.LEFT, 1));

    assertThat(LogEntry.json(recorder.since(0), "a"))
        .isEqualTo(
            """
            [{"q":40,"t":1000,"k":"joined","count":40,"first":"n0","last":"n39","view":"a"},\
            {"q":41,"t":1000,"k":"left","n":"n0","view":"a"}]""");
  }

  private static Node node(String name, NodeState state, long incarnation) {
    return new Node(
        name,
        new byte[] {127, 0, 0, 1},
        7946,
        new byte[0],
        state,
        incarnation,
        Instant.EPOCH,
        new Node.Versions(1, 5, 2, 0, 0, 0),
        null);
  }
}
