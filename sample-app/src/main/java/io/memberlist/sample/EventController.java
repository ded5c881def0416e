package io.memberlist.sample;

import io.memberlist.spring.cluster.ClusterEventPublisher;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Cluster events over HTTP. */
@RestController
class EventController {

  private final ClusterEventPublisher publisher;

  EventController(ClusterEventPublisher publisher) {
    this.publisher = publisher;
  }

  /** Tells every member, this one included; does not wait for them. */
  @PostMapping("/events")
  Map<String, String> publish(@RequestBody String text) {
    return Map.of("id", publisher.publish(new Note(text)));
  }

  /** Too long; the message says how long it may be. */
  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(IllegalArgumentException e) {
    return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
        .body(Map.of("error", String.valueOf(e.getMessage())));
  }
}
