package io.memberlist.internal.driver;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/**
 * Keeps a few expensive objects for reuse by whoever needs one next; more are made when all are
 * taken.
 */
final class Pool<T> {

  private final ArrayBlockingQueue<T> idle;
  private final Supplier<T> factory;

  Pool(int kept, Supplier<T> factory) {
    this.idle = new ArrayBlockingQueue<>(kept);
    this.factory = factory;
  }

  T take() {
    var item = idle.poll();
    return item == null ? factory.get() : item;
  }

  void giveBack(T item) {
    idle.offer(item);
  }
}
