package io.memberlist.conformance;

import java.util.Set;
import java.util.regex.Pattern;

/** How a test comes to its result. */
enum Mode {
  UNIT("U"),
  /** In virtual time: a whole cluster in the simulator, or a core with its clock. */
  SIMULATED("S"),
  /** With real sockets. */
  REAL("R");

  private static final Set<String> OTHERS_WITH_A_CLOCK_OF_THEIR_OWN =
      Set.of("RetryerTest", "StreamAcceptorTest");
  private static final Pattern SOCKETS =
      Pattern.compile(
          "new Nodes\\(|new Peers\\(|ServerSocket\\(|DatagramSocket\\(|NetTransport|StubNameServer");

  private final String letter;

  Mode(String letter) {
    this.letter = letter;
  }

  String letter() {
    return letter;
  }

  /** Mode of the tests of a class, by where it is and what it uses. */
  static Mode of(String module, String packageName, String className, String source) {
    if (module.equals("memberlist-simulator")
        || packageName.equals("io.memberlist.internal.core")
        || OTHERS_WITH_A_CLOCK_OF_THEIR_OWN.contains(className)) {
      return SIMULATED;
    }
    return module.equals("memberlist-interop") || SOCKETS.matcher(source).find() ? REAL : UNIT;
  }
}
