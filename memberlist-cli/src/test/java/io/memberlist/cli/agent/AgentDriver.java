package io.memberlist.cli.agent;

import io.memberlist.cli.Json;
import io.memberlist.cli.Main;
import io.memberlist.cli.Stdio;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Drives an agent with {@code --json} by commands and events, in this process or another one. */
public final class AgentDriver implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final OutputStream commands;
  private final CompletableFuture<Integer> exitCode;
  private final List<Map<String, Object>> events = new ArrayList<>();
  private boolean ended;
  private int lastId;

  private AgentDriver(
      OutputStream commands, InputStream output, CompletableFuture<Integer> exitCode) {
    this.commands = commands;
    this.exitCode = exitCode;
    var reader = new Thread(() -> read(output), "agent-events");
    reader.setDaemon(true);
    reader.start();
  }

  /** An agent of that name on loopback, which is ready. Its log goes nowhere. */
  public static AgentDriver start(String name, String... options) {
    var arguments = new ArrayList<>(List.of("--name", name, "--log", "none"));
    arguments.addAll(List.of(options));
    return launch(arguments).ready();
  }

  /** Any agent in this process, ready or not. */
  static AgentDriver launch(List<String> options) {
    try {
      var commands = Pipe.open();
      var events = Pipe.open();
      var arguments = new ArrayList<>(List.of("agent", "--json"));
      arguments.addAll(options);
      var stdio =
          new Stdio(
              Channels.newInputStream(commands.source()),
              new PrintStream(
                  Channels.newOutputStream(events.sink()), false, StandardCharsets.UTF_8),
              System.err,
              Clock.systemUTC(),
              () -> false,
              true);
      var exitCode = new CompletableFuture<Integer>();
      var thread =
          new Thread(
              () -> {
                exitCode.complete(Main.run(stdio, arguments.toArray(String[]::new)));
                stdio.out().close();
              },
              "agent");
      thread.setDaemon(true);
      thread.start();
      return new AgentDriver(
          Channels.newOutputStream(commands.sink()),
          Channels.newInputStream(events.source()),
          exitCode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same in another process, ready or not. */
  public static AgentDriver launch(ProcessBuilder command) {
    try {
      var process = command.start();
      return new AgentDriver(
          process.getOutputStream(),
          process.getInputStream(),
          process.onExit().thenApply(Process::exitValue));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the node runs. */
  public AgentDriver ready() {
    await("ready");
    return this;
  }

  /** {@code host:port} of the node. */
  public String address() {
    var ready = events("ready").get(0);
    return ready.get("addr") + ":" + ready.get("port");
  }

  /** All events of that name so far. */
  public List<Map<String, Object>> events(String name) {
    synchronized (events) {
      return events.stream().filter(event -> name.equals(event.get("ev"))).toList();
    }
  }

  /** The first event of that name, waiting for it. */
  public Map<String, Object> await(String name) {
    return await(name, event -> true);
  }

  /** The first event of that name that fits, waiting for it. */
  public Map<String, Object> await(String name, Predicate<Map<String, Object>> condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    synchronized (events) {
      for (int next = 0; ; next++) {
        while (next == events.size()) {
          waitForMore(name, deadline);
        }
        var event = events.get(next);
        if (name.equals(event.get("ev")) && condition.test(event)) {
          return event;
        }
      }
    }
  }

  private void waitForMore(String name, long deadline) {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (ended || millis <= 0) {
      throw new AssertionError(
          (ended ? "the agent ended before: " : "not in time: ") + name + " in " + events);
    }
    try {
      events.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Executes a command, given as name and pairs of field and value; the reply whatever it says. */
  public Map<String, Object> command(String name, Object... namesAndValues) {
    var line = new LinkedHashMap<String, Object>();
    line.put("cmd", name);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      line.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    long id = ++lastId;
    line.put("id", id);
    var json = Json.object();
    line.forEach(json::put);
    write(json.toString());
    return await("reply", event -> Long.valueOf(id).equals(event.get("id")));
  }

  /** The same, where only success will do. */
  public Map<String, Object> demand(String name, Object... namesAndValues) {
    var reply = command(name, namesAndValues);
    if (!Boolean.TRUE.equals(reply.get("ok"))) {
      throw new AssertionError(name + " failed: " + reply.get("error"));
    }
    return reply;
  }

  /** The sentence with which a command is refused. */
  String refusal(String name, Object... namesAndValues) {
    var reply = command(name, namesAndValues);
    if (Boolean.TRUE.equals(reply.get("ok"))) {
      throw new AssertionError(name + " succeeded: " + reply);
    }
    return (String) reply.get("error");
  }

  /** A line as it is. */
  void write(String line) {
    try {
      commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the agent takes no commands any more", e);
    }
  }

  /** Ends its standard input. */
  public void closeInput() {
    try {
      commands.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  public int exitCode() {
    return exitCode.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    closeInput();
    exitCode();
  }

  private void read(InputStream output) {
    try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var event = Json.parse(line);
        synchronized (events) {
          events.add(event);
          events.notifyAll();
        }
      }
    } catch (IOException e) {
      // it was killed while it wrote
    } finally {
      synchronized (events) {
        ended = true;
        events.notifyAll();
      }
    }
  }
}
