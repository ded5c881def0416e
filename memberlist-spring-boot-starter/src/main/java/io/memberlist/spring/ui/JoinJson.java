package io.memberlist.spring.ui;

import io.memberlist.spring.autoconfigure.JoinStatus;

/** How joining goes, for the page. */
final class JoinJson {

  private JoinJson() {}

  static String of(JoinStatus status) {
    var json =
        new JsonWriter()
            .object()
            .field("joined", status.joined())
            .field("attempts", status.attempts())
            .field("seeds", status.seeds());
    if (!status.joined()) {
      json.field("failures", status.failures());
    }
    var next = status.nextAttempt();
    if (next != null) {
      json.field("nextAttempt", next.toEpochMilli());
    }
    return json.endObject().toString();
  }
}
