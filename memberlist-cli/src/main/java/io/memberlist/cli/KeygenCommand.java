package io.memberlist.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a new key. */
@Command(
    name = "keygen",
    description = "Prints a new encryption key, base64.",
    footer = {
      "%nExamples:",
      "  memberlist keygen --bytes 16",
      "  memberlist agent --key b64:$(memberlist keygen)"
    })
public final class KeygenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--bytes",
      paramLabel = "16|24|32",
      defaultValue = "32",
      description = "Length of the key; default ${DEFAULT-VALUE}.")
  private int bytes;

  @Option(names = "--json", description = "Prints {\"key\":…}.")
  private boolean json;

  private final Stdio stdio;

  /** A command that has not run. */
  public KeygenCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() {
    if (bytes != 16 && bytes != 24 && bytes != 32) {
      throw new ParameterException(
          spec.commandLine(), "--bytes is " + bytes + ": keys have 16, 24 or 32 bytes");
    }
    var key = new byte[bytes];
    new SecureRandom().nextBytes(key);
    var text = Base64.getEncoder().encodeToString(key);
    stdio.println(json ? Json.object().put("key", text) : text);
    return 0;
  }
}
