package io.memberlist.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent as a child process: commands go to its standard input, events come from its standard
 * output, one JSON object a line. The contract is that of our own command line, so this runs the Go
 * peer as well as our agent.
 */
final class AgentProcess implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedWriter commands;
  private final List<JsonNode> events = new ArrayList<>();
  private boolean ended;
  private int lastId;
  private final JsonNode ready;

  /**
   * Starts the process and waits until its node runs.
   *
   * @throws IllegalStateException with the agent's reason if the node could not be started
   */
  AgentProcess(List<String> commandLine) {
    try {
      process =
          new ProcessBuilder(commandLine).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + commandLine, e);
    }
    commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    var reader = new Thread(this::readEvents, "agent-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    ready =
        await(
            "ready or failed",
            START_LIMIT,
            event -> isEvent(event, "ready") || isEvent(event, "failed"));
    if (isEvent(ready, "failed")) {
      throw new IllegalStateException(
          "the node could not be started: " + ready.get("error").asString());
    }
  }

  /** The {@code ready} event. */
  JsonNode ready() {
    return ready;
  }

  /** All events so far. */
  List<JsonNode> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** All events of one kind so far. */
  List<JsonNode> events(String name) {
    return events().stream().filter(event -> isEvent(event, name)).toList();
  }

  /** The first event that fits, waiting for it. */
  JsonNode await(String what, Duration limit, Predicate<JsonNode> condition) {
    var deadline = System.nanoTime() + limit.toNanos();
    synchronized (events) {
      for (int next = 0; ; next++) {
        while (next == events.size()) {
          waitForEvent(what, deadline);
        }
        if (condition.test(events.get(next))) {
          return events.get(next);
        }
      }
    }
  }

  private void waitForEvent(String what, long deadline) {
    var leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (ended || leftMillis <= 0) {
      throw new AssertionError((ended ? "the agent ended before: " : "not in time: ") + what);
    }
    try {
      events.wait(leftMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }

  /**
   * Executes a command, given as name and pairs of field and value, and returns the reply whatever
   * it says.
   */
  JsonNode command(String name, Object... namesAndValues) {
    var line = new LinkedHashMap<String, Object>(Map.of("cmd", name));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      line.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    int id = send(line);
    return await(
        "reply to " + name,
        REPLY_LIMIT,
        event -> isEvent(event, "reply") && event.path("id").asInt(-1) == id);
  }

  /** The same, where only success will do. */
  JsonNode demand(String name, Object... namesAndValues) {
    var reply = command(name, namesAndValues);
    if (!reply.get("ok").asBoolean()) {
      throw new AssertionError(name + " failed: " + reply.get("error").asString());
    }
    return reply;
  }

  private synchronized int send(Map<String, Object> line) {
    line.put("id", ++lastId);
    try {
      commands.write(JSON.writeValueAsString(line));
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the agent takes no commands any more", e);
    }
    return lastId;
  }

  /** Sends a POSIX signal, such as {@code STOP}. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling", e);
    }
  }

  /** Closes its standard input, which asks it to go without a goodbye. */
  void closeInput() {
    try {
      commands.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exit code, waiting for the end. */
  int exitCode() {
    try {
      if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the agent did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the end of an agent", e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process; its sockets are closed when this returns. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  static boolean isEvent(JsonNode event, String name) {
    return event.path("ev").asString("").equals(name);
  }

  private void readEvents() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var event = JSON.readTree(line);
        synchronized (events) {
          events.add(event);
          events.notifyAll();
        }
      }
    } catch (IOException e) {
      // the process was killed while it wrote
    } finally {
      synchronized (events) {
        ended = true;
        events.notifyAll();
      }
    }
  }
}
