package io.memberlist.spring.autoconfigure;

import io.memberlist.MemberlistException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delegate bean that may throw: its name is in what is logged (S-25). Peers decide how often it
 * is called, so the log has a limit.
 */
final class NamedBean<T> {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.delegates");
  private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String type;
  private final String name;
  private final T target;
  private final AtomicLong unlogged = new AtomicLong();
  private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());

  NamedBean(Class<T> type, String name, T target) {
    this.type = type.getSimpleName();
    this.name = name;
    this.target = target;
  }

  String name() {
    return name;
  }

  T target() {
    return target;
  }

  /** Calls it; a failure is logged. */
  void tell(String method, Consumer<T> call) {
    ask(
        method,
        bean -> {
          call.accept(bean);
          return true;
        },
        false);
  }

  /** Asks it; the answer of one that fails is {@code otherwise}. */
  <R> R ask(String method, Function<T, R> call, R otherwise) {
    try {
      return call.apply(target);
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      log(method, e);
      return otherwise;
    }
  }

  /** Asks it; a failure is thrown with the bean's name, for the caller to log. */
  <R> R demand(String method, Function<T, R> call) {
    try {
      return call.apply(target);
    } catch (RuntimeException e) {
      throw new MemberlistException(called(method) + " failed: " + e, e);
    }
  }

  /** {@code Delegate bean 'orders'}. */
  @Override
  public String toString() {
    return type + " bean '" + name + "'";
  }

  private String called(String method) {
    return this + ", " + method + ",";
  }

  void log(String method, Throwable failure) {
    long now = System.nanoTime();
    long next = nextLogNanos.get();
    if (now - next < 0 || !nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
      unlogged.incrementAndGet();
      return;
    }
    long more = unlogged.getAndSet(0);
    var others = more == 0 ? "" : " (and " + more + " times since the last line)";
    log.error("{} failed in {}{}", this, method, others, failure);
  }
}
