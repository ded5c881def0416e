package io.memberlist.spring.test;

import io.memberlist.Config;
import io.memberlist.Delegate;
import io.memberlist.Memberlist;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Members without Spring, on loopback; all are shut down at the end. */
public final class Peers implements AutoCloseable {

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // for a busy machine
  }

  private final List<Memberlist> started = new ArrayList<>();

  /** Starts one. */
  public Memberlist start(String name, UnaryOperator<Config.Builder> settings) {
    var builder =
        Config.local()
            .name(name)
            .bindAddr("127.0.0.1")
            .bindPort(0)
            .probeInterval(Duration.ofMillis(200))
            .probeTimeout(Duration.ofMillis(100))
            .suspicionMult(500); // whoever looks at suspects must not find them dead
    var node = Memberlist.create(settings.apply(builder).build());
    started.add(node);
    return node;
  }

  /** Starts one that joins. */
  public Memberlist join(String name, String seed) {
    return join(name, seed, config -> config);
  }

  /** Starts one that joins. */
  public Memberlist join(String name, String seed, UnaryOperator<Config.Builder> settings) {
    var node = start(name, settings);
    node.join(List.of(seed));
    return node;
  }

  /** Metadata that never change. */
  public static Delegate metadata(byte[] meta) {
    return new Delegate() {
      @Override
      public byte[] nodeMeta(int limit) {
        return meta.clone();
      }
    };
  }

  @Override
  public void close() {
    started.forEach(Memberlist::shutdown);
  }
}
