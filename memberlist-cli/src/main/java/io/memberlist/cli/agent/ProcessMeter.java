package io.memberlist.cli.agent;

import io.memberlist.cli.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process uses. */
public final class ProcessMeter {

  private ProcessMeter() {}

  /** Used heap after a collection, bytes. */
  public static long heapBytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    System.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Resident memory in KiB; 0 where the system does not tell. */
  public static long rssKilobytes() {
    var status = Path.of("/proc/self/status");
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** CPU time of the process in nanoseconds. */
  public static long cpuNanos() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : 0;
  }

  /** Live threads. */
  public static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  static Json json() {
    return Json.object()
        .put("heap", heapBytes())
        .put("rssKB", rssKilobytes())
        .put("cpuMs", cpuNanos() / 1_000_000)
        .put("threads", threads());
  }
}
