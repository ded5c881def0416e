package io.memberlist.spring.autoconfigure;

import io.memberlist.EventDelegate;
import io.memberlist.Node;
import io.memberlist.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other members in a file, {@code name/host:port} a line, so that a node that starts again
 * finds them without a seed. Whoever says goodbye is taken out; who failed stays as long as it is
 * on record.
 *
 * <p>Thread-safe. Changes are written within a second, and when the application ends.
 */
public final class PeersFile implements EventDelegate, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.join");
  private static final long DELAY_MILLIS = 1000;

  private final Path file;
  private final List<String> before;
  private final Map<String, String> peers = new TreeMap<>();
  private final ScheduledThreadPoolExecutor writer;
  private boolean changed;

  /** Name of the own node, which is always the first to join. */
  private @Nullable String local;

  /** Reads the file, if it is there. */
  PeersFile(Path file) {
    this.file = file.toAbsolutePath();
    this.before = read(file);
    writer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var thread = new Thread(task, "memberlist-peers-file");
              thread.setDaemon(true);
              return thread;
            });
    writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static List<String> read(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | RuntimeException e) {
      log.warn("{} cannot be read: {}", file, e.toString());
      return List.of();
    }
  }

  /** Those that were members before this application started, for others to join. */
  Collection<String> before() {
    return before;
  }

  @Override
  public void notifyJoin(Node node) {
    put(node);
  }

  @Override
  public void notifyUpdate(Node node) {
    put(node);
  }

  @Override
  public void notifyLeave(Node node) {
    if (node.state() == NodeState.LEFT) {
      remove(node);
    }
  }

  @Override
  public void notifyReap(Node node) {
    remove(node);
  }

  private synchronized void put(Node node) {
    if (local == null) {
      local = node.name();
    }
    if (!node.name().equals(local)) {
      var line = node.name() + "/" + node.addressText();
      change(!line.equals(peers.put(node.name(), line)));
    }
  }

  private synchronized void remove(Node node) {
    change(peers.remove(node.name()) != null);
  }

  private void change(boolean really) {
    if (really && !changed && !writer.isShutdown()) {
      changed = true;
      writer.schedule(this::write, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void write() {
    if (!changed) {
      return;
    }
    changed = false;
    try {
      WholeFile.write(file, String.join("\n", peers.values()) + "\n");
    } catch (IOException e) {
      log.warn("{} could not be written, so it has the members of before: {}", file, e.toString());
    }
  }

  /** Writes the last change. */
  @Override
  public void close() {
    writer.shutdown();
    write();
  }
}
