package io.memberlist.spring.autoconfigure;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;

/** Which listener threw: Spring does not say, but the stack does. */
final class ListenerName {

  private static final List<String> OTHERS =
      List.of("java.", "jdk.", "sun.", "org.springframework.");

  private ListenerName() {}

  /** Class and method of the innermost listener on the stack. */
  static String of(Throwable failure) {
    var thrown = failure;
    while (thrown instanceof UndeclaredThrowableException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    var frames = Arrays.asList(thrown.getStackTrace());
    int framework = 0;
    while (framework < frames.size() && !isMulticaster(frames.get(framework))) {
      framework++;
    }
    for (int i = framework - 1; i >= 0; i--) {
      var frame = frames.get(i);
      if (OTHERS.stream().noneMatch(frame.getClassName()::startsWith)) {
        return "Listener " + frame.getClassName() + "." + frame.getMethodName();
      }
    }
    return "A listener";
  }

  private static boolean isMulticaster(StackTraceElement frame) {
    return frame.getClassName().endsWith("EventMulticaster");
  }
}
