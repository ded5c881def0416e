package io.memberlist.sample;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import io.memberlist.OperationTimeoutException;
import io.memberlist.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Further nodes in this process, so that there is a cluster to look at. They join after the
 * application's own node has started.
 */
@Component
final class DemoNodes implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DemoNodes.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final SampleProperties properties;
  private final Memberlist memberlist;
  private final List<Memberlist> nodes = new CopyOnWriteArrayList<>();

  DemoNodes(SampleProperties properties, Memberlist memberlist) {
    this.properties = properties;
    this.memberlist = memberlist;
  }

  @Override
  public void start() {
    for (int i = 1; i <= properties.demoNodes(); i++) {
      var node = Memberlist.create(config("demo-" + i));
      nodes.add(node);
      node.join(List.of(memberlist.localNode().addressText()));
    }
  }

  /** The cluster's settings, another name, any free port. */
  private Config config(String name) {
    var own = memberlist.config();
    var meta = Tags.encode(Map.of("role", "demo"));
    return Config.local()
        .name(name)
        .bindAddr(LOOPBACK)
        .bindPort(0)
        .label(own.label())
        .keyring(own.keyring())
        .protocolVersion(own.protocolVersion())
        .delegateProtocolMin(own.delegateProtocolMin())
        .delegateProtocolMax(own.delegateProtocolMax())
        .delegateProtocolVersion(own.delegateProtocolVersion())
        .delegate(
            new Delegate() {
              @Override
              public byte[] nodeMeta(int limit) {
                return meta;
              }
            })
        .build();
  }

  /** All leave at the same time. */
  @Override
  public void stop() {
    var leaving =
        nodes.stream()
            .map(node -> new Thread(() -> end(node), "leave-" + node.config().name()))
            .toList();
    leaving.forEach(Thread::start);
    try {
      for (var thread : leaving) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    nodes.clear();
  }

  private static void end(Memberlist node) {
    try {
      node.leave(LEAVE);
    } catch (OperationTimeoutException e) {
      log.info("{} left, not confirmed by others", node.config().name());
    } finally {
      node.shutdown();
    }
  }

  @Override
  public boolean isRunning() {
    return !nodes.isEmpty();
  }
}
