package io.memberlist.cli.agent;

import io.memberlist.Config;
import io.memberlist.cli.AccessOptions;
import io.memberlist.cli.BaseOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that make up the configuration of a node; the same as those of the test peer around the
 * Go library.
 */
final class NodeOptions {

  @Option(names = "--name", paramLabel = "NAME", description = "Node name; default: the host name.")
  private @Nullable String name;

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to bind; default ${DEFAULT-VALUE}.")
  private String bind = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port for UDP and TCP; 0, the default, picks a free one.")
  private int port;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description = "Address others are told; default: as bound.")
  private @Nullable String advertise;

  @Option(
      names = "--advertise-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port others are told; default: as bound.")
  private int advertisePort;

  @Mixin private BaseOptions base = new BaseOptions();

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(
      names = "--proto",
      paramLabel = "N",
      defaultValue = "2",
      description = "Protocol version spoken; default ${DEFAULT-VALUE}.")
  private int proto;

  @Option(
      names = "--dver",
      paramLabel = "MIN,MAX,CUR",
      defaultValue = "0,0,0",
      description = "Delegate protocol versions; default ${DEFAULT-VALUE}.")
  private String dver = "0,0,0";

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "Any other property of the configuration; repeatable.")
  private List<String> sets = new ArrayList<>();

  /** The configuration so far; delegates and transport are still to be set. */
  Config.Builder builder() {
    var builder = base.builder();
    if (name != null) {
      builder.name(name);
    }
    builder.bindAddr(bind).bindPort(port).label(access.label()).protocolVersion(proto);
    if (advertise != null) {
      builder.advertiseAddr(advertise);
    }
    if (advertisePort != 0) {
      builder.advertisePort(advertisePort);
    }
    delegateVersions(builder);
    var keyring = access.keyring();
    if (keyring.size() > 0) {
      builder.keyring(keyring);
    }
    sets.forEach(set -> apply(builder, set));
    return builder;
  }

  private void delegateVersions(Config.Builder builder) {
    var parts = dver.split(",", -1);
    try {
      if (parts.length == 3) {
        builder.delegateProtocolMin(Integer.parseInt(parts[0].strip()));
        builder.delegateProtocolMax(Integer.parseInt(parts[1].strip()));
        builder.delegateProtocolVersion(Integer.parseInt(parts[2].strip()));
        return;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(dverText(), e);
    }
    throw new IllegalArgumentException(dverText());
  }

  private String dverText() {
    return "--dver is \"" + dver + "\": expected MIN,MAX,CUR such as 2,5,4";
  }

  private static void apply(Config.Builder builder, String set) {
    int equals = set.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "--set is \"" + set + "\": expected FIELD=VALUE such as ProbeInterval=500ms");
    }
    builder.set(set.substring(0, equals), set.substring(equals + 1));
  }
}
