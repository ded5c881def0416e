package io.memberlist.internal.core;

import io.memberlist.internal.core.LogEvent.Level;
import io.memberlist.internal.wire.Alive;
import io.memberlist.internal.wire.NodeAddress;

/**
 * Which alive messages may take effect, whatever the table says (§9.2, §9.3 steps 2 to 4); refusals
 * are logged.
 */
final class Admission {

  private final Hooks hooks;
  private final News news;

  Admission(Hooks hooks, News news) {
    this.hooks = hooks;
    this.news = news;
  }

  /** §9.2 steps 1 and 3: allow list for who sent the packet and for what it says. */
  boolean sourceAllowed(Alive message, NodeAddress source) {
    boolean allowed =
        hooks.addressAllowed(source)
            && (!message.address().usable() || hooks.addressAllowed(message.address()));
    if (!allowed) {
      String text = "Dropped alive message of " + who(message) + ", sent by " + source;
      news.log(Level.DEBUG, text + ": not an allowed network");
    }
    return allowed;
  }

  /** §9.3 step 4: allow list for an address that is new in the table. */
  boolean addressAllowed(Alive message) {
    boolean allowed = hooks.addressAllowed(message.address());
    if (!allowed) {
      ignore(message, "not an allowed network");
    }
    return allowed;
  }

  /** §9.3 steps 2 and 3: possible versions, alive delegate. */
  boolean admitted(Alive message, long now) {
    byte[] versions = message.versions();
    if (impossible(versions)) {
      ignore(
          message,
          "understands protocol versions " + (versions[0] & 255) + " to " + (versions[1] & 255));
      return false;
    }
    if (!hooks.asksAliveDelegate()) {
      return true;
    }
    if (versions.length < NodeInfo.VERSIONS) {
      ignore(message, "it has no protocol versions");
      return false;
    }
    boolean admitted = hooks.admits(news.candidate(message, now));
    if (!admitted) {
      ignore(message, "refused by the alive delegate");
    }
    return admitted;
  }

  private static boolean impossible(byte[] versions) {
    return versions.length >= 3
        && (versions[0] == 0 || versions[1] == 0 || (versions[0] & 255) > (versions[1] & 255));
  }

  private void ignore(Alive message, String reason) {
    news.log(Level.WARN, "Ignored alive message of " + who(message) + ": " + reason);
  }

  static String who(Alive message) {
    return message.node() + " at " + message.address();
  }
}
