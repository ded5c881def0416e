package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.internal.core.MemberEvent.Change;
import io.memberlist.internal.core.MemberEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingChangeTest {

  private final List<String> told = new ArrayList<>();

  private final EventDelegate recorder =
      new EventDelegate() {
        @Override
        public void notifyJoin(Node node) {
          told.add("JOIN");
        }

        @Override
        public void notifyLeave(Node node) {
          told.add("LEAVE");
        }

        @Override
        public void notifyUpdate(Node node) {
          told.add("UPDATE");
        }

        @Override
        public void notifySuspect(Node node, List<String> accusers) {
          told.add("SUSPECT by " + accusers);
        }

        @Override
        public void notifyRecover(Node node) {
          told.add("RECOVER");
        }

        @Override
        public void notifyReap(Node node) {
          told.add("REAP");
        }
      };

  @ParameterizedTest
  @CsvSource({
    "JOIN, JOIN",
    "JOIN UPDATE UPDATE, JOIN",
    "JOIN LEAVE, ''",
    "JOIN LEAVE JOIN, JOIN",
    "UPDATE, UPDATE",
    "UPDATE LEAVE, LEAVE",
    "LEAVE, LEAVE",
    "LEAVE JOIN, UPDATE",
    "LEAVE JOIN LEAVE, LEAVE",
    "LEAVE REAP, LEAVE REAP",
    "LEAVE REAP JOIN, UPDATE",
    "SUSPECT, SUSPECT by [x]",
    "SUSPECT RECOVER, ''",
    "RECOVER, RECOVER",
    "RECOVER SUSPECT, ''",
    "SUSPECT LEAVE, LEAVE",
    "SUSPECT RECOVER UPDATE, UPDATE",
    "JOIN SUSPECT, JOIN SUSPECT by [x]",
    "REAP, REAP"
  })
  void whatTheApplicationFoldsEndsUpTheSame(String events, String expected) {
    PendingChange pending = null;
    for (String name : List.of(events.split(" "))) {
      var change =
          new Change(
              Kind.valueOf(name),
              CallbackLaneTest.node("a"),
              name.equals("SUSPECT") ? List.of("x") : List.of());
      if (pending == null) {
        pending = new PendingChange(change);
      } else {
        pending.merge(change);
      }
    }

    assertThat(pending).isNotNull();
    pending.deliver(recorder);

    assertThat(String.join(" ", told)).isEqualTo(expected);
    assertThat(pending.isEmpty()).isEqualTo(expected.isEmpty());
  }
}
