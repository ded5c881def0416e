package io.memberlist.internal.driver;

import io.memberlist.JoinResult;
import io.memberlist.MemberlistException;
import io.memberlist.SeedFailure;
import io.memberlist.TransportException;
import io.memberlist.transport.Address;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Resolves seeds and contacts every address they have, each once and at most 10 at a time (D37).
 */
final class JoinRun {

  private static final int PARALLEL = 10;

  /** Resolves one entry (§14.3). */
  @FunctionalInterface
  interface Resolution {
    List<Address> resolve(String seed) throws UnknownHostException;
  }

  /** Exchanges state with one address. */
  @FunctionalInterface
  interface Contact {
    void exchange(Address to) throws ExchangeFailure;
  }

  private final Resolution resolution;
  private final Contact contact;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private final List<Item> items = new ArrayList<>();
  private final Set<Address> known = new HashSet<>();
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private int seeds;
  private int workers;
  private boolean cancelled;

  JoinRun(Resolution resolution, Contact contact, Executor executor) {
    this.resolution = resolution;
    this.contact = contact;
    this.executor = executor;
  }

  /** Adds an entry to resolve; before {@link #start}. */
  void addSeed(String seed) {
    enqueue(new Item(seed, null, seeds++));
  }

  /** Adds an address to contact; before {@link #start}. */
  void addAddress(Address address) {
    if (known.add(address)) {
      enqueue(new Item(address.toString(), address, seeds++));
    }
  }

  private void enqueue(Item item) {
    items.add(item);
    waiting.add(item);
  }

  /** Begins; the future is completed when every address was contacted. */
  CompletableFuture<@Nullable Void> start() {
    employ();
    lock.lock();
    try {
      if (workers == 0) {
        done.complete(null);
      }
    } finally {
      lock.unlock();
    }
    return done;
  }

  /** No further address is contacted; the future fails with the reason. */
  void cancel(RuntimeException reason) {
    lock.lock();
    try {
      cancelled = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
    done.completeExceptionally(reason);
  }

  /** As many threads as there is work for. */
  private void employ() {
    int wanted;
    lock.lock();
    try {
      wanted = Math.min(PARALLEL - workers, waiting.size());
      workers += wanted;
    } finally {
      lock.unlock();
    }
    for (int i = 0; i < wanted; i++) {
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException e) {
        dismiss(wanted - i, e);
        return;
      }
    }
  }

  /** There are no threads for so many workers; the others take their share, if there are any. */
  private void dismiss(int missing, RejectedExecutionException why) {
    lock.lock();
    try {
      workers -= missing;
      if (workers > 0) {
        return;
      }
      var reason = "failed: " + Failures.text(why);
      for (var item = waiting.poll(); item != null; item = waiting.poll()) {
        item.finished = true;
        item.failure =
            new SeedFailure(
                item.seed, socketAddress(item), reason, new MemberlistException(reason, why));
      }
      done.complete(null);
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    for (var item = next(); item != null; item = next()) {
      handle(item);
    }
  }

  /** The next item for a worker; null if it is no longer needed. */
  private @Nullable Item next() {
    lock.lock();
    try {
      var item = waiting.poll();
      if (item == null && --workers == 0) {
        done.complete(null);
      }
      return item;
    } finally {
      lock.unlock();
    }
  }

  private void handle(Item item) {
    try {
      var address = item.address;
      if (address == null) {
        resolve(item);
      } else {
        contact.exchange(address);
        finish(item, null);
      }
    } catch (ExchangeFailure e) {
      finish(item, new SeedFailure(item.seed, socketAddress(item), e.reason(), e.typed()));
    } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
      var text = Failures.text(e);
      var typed =
          e instanceof MemberlistException m
              ? m
              : new MemberlistException("join failed: " + text, e);
      finish(item, new SeedFailure(item.seed, socketAddress(item), "failed: " + text, typed));
    }
  }

  private static @Nullable InetSocketAddress socketAddress(Item item) {
    return item.address == null ? null : item.address.socketAddress();
  }

  private void resolve(Item item) {
    List<Address> addresses;
    try {
      addresses = resolution.resolve(item.seed);
    } catch (UnknownHostException e) {
      var nowhere = new Address(InetSocketAddress.createUnresolved(item.seed, 0), null);
      var typed = new TransportException("unknown host in seed \"" + item.seed + "\"", nowhere, e);
      finish(item, new SeedFailure(item.seed, null, "unknown host", typed));
      return;
    } catch (IllegalArgumentException e) {
      var text = Failures.text(e);
      var typed =
          new MemberlistException("seed \"" + item.seed + "\" is not an address: " + text, e);
      finish(item, new SeedFailure(item.seed, null, "not an address: " + text, typed));
      return;
    }
    replace(item, addresses);
    employ();
  }

  private void replace(Item seed, List<Address> addresses) {
    lock.lock();
    try {
      if (cancelled) {
        return; // the seed itself counts as timed out
      }
      items.remove(seed);
      for (var address : addresses) {
        if (known.add(address)) {
          enqueue(new Item(seed.seed, address, seed.order));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void finish(Item item, @Nullable SeedFailure failure) {
    lock.lock();
    try {
      item.finished = true;
      item.failure = failure;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What came of it until now; whatever is not finished counts as timed out.
   *
   * @param own whether an address is the own one
   */
  JoinResult result(Predicate<Address> own, Duration limit) {
    lock.lock();
    try {
      items.sort(Comparator.comparingInt(item -> item.order));
      int reached = 0;
      int others = 0;
      var failures = new ArrayList<SeedFailure>();
      for (var item : items) {
        var failure = item.finished ? item.failure : timedOut(item, limit);
        if (failure != null) {
          failures.add(failure);
        } else {
          reached++;
          others += own.test(Objects.requireNonNull(item.address)) ? 0 : 1;
        }
      }
      return new JoinResult(reached, others, failures);
    } finally {
      lock.unlock();
    }
  }

  private static SeedFailure timedOut(Item item, Duration limit) {
    var reason = "timed out after " + Failures.text(limit);
    var typed = new MemberlistException("could not join " + item.seed + ": " + reason);
    return new SeedFailure(item.seed, socketAddress(item), reason, typed);
  }

  /** A seed to resolve, or one of its addresses. */
  private static final class Item {
    private final String seed;
    private final @Nullable Address address;
    private final int order;
    private boolean finished;
    private @Nullable SeedFailure failure;

    private Item(String seed, @Nullable Address address, int order) {
      this.seed = seed;
      this.address = address;
      this.order = order;
    }
  }
}
