package io.memberlist.cli;

import io.memberlist.Config;
import java.util.Locale;

/** Base configurations, as options name them. */
public enum Preset {
  /** One site. */
  LAN,
  /** Several sites. */
  WAN,
  /** One machine. */
  LOCAL;

  /** A configuration to start from. */
  public Config.Builder builder() {
    return switch (this) {
      case LAN -> Config.lan();
      case WAN -> Config.wan();
      case LOCAL -> Config.local();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
