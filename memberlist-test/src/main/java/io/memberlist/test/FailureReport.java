package io.memberlist.test;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to print of a cluster in virtual time when a test has failed. */
public final class FailureReport {

  private FailureReport() {}

  /**
   * One line: seed, virtual time, how to repeat the run.
   *
   * @param annotation what takes the seed as an attribute, such as {@code @MemberlistCluster}; null
   *     if there is none
   */
  public static String summary(VirtualCluster cluster, @Nullable String annotation) {
    var attribute = annotation == null ? "" : annotation + "(seed = " + cluster.seed() + ") or ";
    return String.format(
        Locale.ROOT,
        "Failed at %.6f s of virtual time, seed %d. Repeat it with %s-D%s=%d",
        cluster.now().toNanos() / 1e9,
        cluster.seed(),
        attribute,
        Seeds.PROPERTY,
        cluster.seed());
  }

  /** The summary, what the nodes see, and the last messages. */
  public static String full(VirtualCluster cluster, @Nullable String annotation) {
    var text = new StringBuilder(summary(cluster, annotation));
    text.append(Views.of(cluster.nodes()));
    var messages = cluster.lastMessages();
    text.append("\nThe last ").append(messages.size()).append(" messages:");
    messages.forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }
}
