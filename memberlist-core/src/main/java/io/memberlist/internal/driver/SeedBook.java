package io.memberlist.internal.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All seeds given to joins so far, for rejoin (§21.1); the latest 1024 of them. Thread-safe. */
final class SeedBook {

  private static final int LIMIT = 1024;

  private final Set<String> seeds = new LinkedHashSet<>();

  synchronized void add(Collection<String> more) {
    for (var seed : more) {
      seeds.remove(seed);
      seeds.add(seed);
    }
    var oldest = seeds.iterator();
    while (seeds.size() > LIMIT) {
      oldest.next();
      oldest.remove();
    }
  }

  synchronized List<String> all() {
    return new ArrayList<>(seeds);
  }
}
