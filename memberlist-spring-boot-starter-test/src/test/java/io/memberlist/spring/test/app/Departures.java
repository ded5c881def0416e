package io.memberlist.spring.test.app;

import io.memberlist.spring.event.MessageReceivedEvent;
import io.memberlist.spring.event.NodeFailedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the application does with members: it writes down who failed, and what it was told. */
@Component
public class Departures {

  private final List<String> failed = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @EventListener
  void failed(NodeFailedEvent event) {
    failed.add(event.getNode().name());
  }

  @EventListener
  void told(MessageReceivedEvent event) {
    told.add(new String(event.getPayload(), StandardCharsets.UTF_8));
  }

  public List<String> failed() {
    return failed;
  }

  public List<String> told() {
    return told;
  }
}
