package io.memberlist.cli;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a new key. */
@Command(name = "keygen", description = "Prints a new encryption key, base64.")
public final class KeygenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--bytes",
      paramLabel = "16|24|32",
      defaultValue = "32",
      description = "Length of the key; default ${DEFAULT-VALUE}.")
  private int bytes;

  @Option(names = "--json", description = "Prints a JSON object.")
  private boolean json;

  /** Picocli makes it. */
  public KeygenCommand() {}

  @Override
  public Integer call() {
    if (bytes != 16 && bytes != 24 && bytes != 32) {
      throw new ParameterException(
          spec.commandLine(), "--bytes is " + bytes + ": keys have 16, 24 or 32 bytes");
    }
    var key = new byte[bytes];
    new SecureRandom().nextBytes(key);
    var text = Base64.getEncoder().encodeToString(key);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? Json.object().put("key", text).toString() : text);
    out.flush();
    return 0;
  }
}
