package io.memberlist.sample;

import io.memberlist.Memberlist;
import io.memberlist.Node;
import io.memberlist.TransportException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The cluster over HTTP. */
@RestController
class ClusterController {

  private static final Logger log = LoggerFactory.getLogger(ClusterController.class);

  private final Memberlist memberlist;

  ClusterController(Memberlist memberlist) {
    this.memberlist = memberlist;
  }

  /** Names of the members, sorted. */
  @GetMapping("/members")
  List<String> members() {
    return memberlist.members().stream().map(Node::name).sorted().toList();
  }

  @GetMapping(path = "/whoami", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
  String whoami() {
    return memberlist.config().name();
  }

  /** Sends the text to every other member, over a stream each. */
  @PostMapping("/messages")
  Map<String, Integer> send(@RequestBody String text) {
    var own = memberlist.config().name();
    var message = text.getBytes(StandardCharsets.UTF_8);
    int sent = 0;
    for (var node : memberlist.members()) {
      if (!node.name().equals(own) && sent(node, message)) {
        sent++;
      }
    }
    return Map.of("sent", sent);
  }

  private boolean sent(Node node, byte[] message) {
    try {
      memberlist.sendReliable(node, message);
      return true;
    } catch (TransportException e) {
      log.warn("Could not send a message to {}", node.name(), e);
      return false;
    }
  }
}
