package io.memberlist.cli.agent;

import io.memberlist.Config;
import io.memberlist.cli.Blob;
import picocli.CommandLine.Option;

/** Options that say which delegates a node has and what they answer at first. */
final class DelegateOptions {

  @Option(
      names = "--meta",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Node metadata, text or hex:….")
  private String meta = "";

  @Option(
      names = "--state",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "User state for state exchanges, text or hex:….")
  private String state = "";

  @Option(
      names = "--ack-payload",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Payload of acks, text or hex:…; needs --ping.")
  private String ackPayload = "";

  @Option(names = "--no-delegate", description = "No main delegate: no metadata, messages, state.")
  private boolean noDelegate;

  @Option(names = "--no-events", description = "No event delegate.")
  private boolean noEvents;

  @Option(names = "--alive", description = "Install the alive delegate.")
  private boolean alive;

  @Option(names = "--merge", description = "Install the merge delegate.")
  private boolean merge;

  @Option(names = "--ping", description = "Install the ping delegate.")
  private boolean ping;

  @Option(
      names = "--conflict",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description = "Install the conflict delegate; default ${DEFAULT-VALUE}.")
  private boolean conflict;

  /** Whether there is a main delegate. */
  boolean main() {
    return !noDelegate;
  }

  AgentDelegates delegates(Events events) {
    return new AgentDelegates(events, Blob.text(meta), Blob.text(state), Blob.text(ackPayload));
  }

  void install(AgentDelegates delegates, Config.Builder builder) {
    if (!noDelegate) {
      builder.delegate(delegates);
    }
    if (!noEvents) {
      builder.events(delegates);
    }
    if (alive) {
      builder.alive(delegates);
    }
    if (merge) {
      builder.merge(delegates);
    }
    if (ping) {
      builder.ping(delegates);
    }
    if (conflict) {
      builder.conflict(delegates);
    }
  }
}
