package io.memberlist.spring.autoconfigure;

import java.util.concurrent.ThreadFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Threads for work that blocks (5.5): virtual ones if the application wants them. */
final class WorkThreads {

  private WorkThreads() {}

  /** Daemon threads named {@code memberlist-<node>-<role>}. */
  static ThreadFactory of(Environment environment, String node, String role) {
    var name = "memberlist-" + node + "-" + role;
    var factory = factory(environment, name);
    return task -> {
      var thread = factory.newThread(task);
      thread.setName(name);
      return thread;
    };
  }

  private static ThreadFactory factory(Environment environment, String name) {
    if (Threading.VIRTUAL.isActive(environment)) {
      return new VirtualThreadTaskExecutor(name).getVirtualThreadFactory();
    }
    return task -> {
      var thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    };
  }
}
