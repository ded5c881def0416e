package io.memberlist.internal.core;

import io.memberlist.internal.wire.NodeAddress;

/**
 * Members by a hash of their name or address: open addressing, linear probing. Nothing can be
 * removed and it does not grow; build a new one instead. Somebody may choose names that have the
 * same hash: an index that has become {@link #crowded} is to be replaced by one with a seed that
 * nobody knows.
 */
final class HashIndex {

  private static final int SMALLEST = 8;

  /** So many taken places in a row are not met with hashes that were not chosen for it. */
  private static final int CROWD = 1024;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Member + 1; 0 is free. */
  private final int[] table;

  private final long seed;
  private int used;
  private boolean crowded;

  private HashIndex(int[] table, long seed, int used, boolean crowded) {
    this.table = table;
    this.seed = seed;
    this.used = used;
    this.crowded = crowded;
  }

  /**
   * An index with room for that many members.
   *
   * @param seed of the hashes; 0 for those of Java, which are known to everybody, and faster
   */
  HashIndex(int members, long seed) {
    this(new int[capacity(members)], seed, 0, false);
  }

  private static int capacity(int members) {
    int capacity = SMALLEST;
    while (limit(capacity) < members) {
      capacity *= 2;
    }
    return capacity;
  }

  private static int limit(int capacity) {
    return capacity / 4 * 3;
  }

  HashIndex copy() {
    return new HashIndex(table.clone(), seed, used, crowded);
  }

  long seed() {
    return seed;
  }

  /** Whether hashes that everybody knows collide as never by chance. */
  boolean crowded() {
    return crowded;
  }

  boolean full() {
    return used >= limit(table.length);
  }

  /** Adds a member; only while not {@link #full}. */
  void insert(String name, int member) {
    insert(first(name), member, Integer.MAX_VALUE);
  }

  /** As {@link #insert(String, int)}; but of a crowd at one address not all are added. */
  void insert(NodeAddress address, int member) {
    insert(first(address), member, seed == 0 ? Integer.MAX_VALUE : CROWD);
  }

  private void insert(int first, int member, int longest) {
    int place = first;
    int walked = 0;
    while (table[place] != 0 && walked < longest) {
      place = next(place);
      walked++;
    }
    crowded |= walked >= CROWD && seed == 0;
    if (table[place] == 0) {
      table[place] = member + 1;
      used++;
    }
  }

  /** Where to look for a name first; look on until {@link #member} is {@link MemberTable#NONE}. */
  int first(String name) {
    return seed == 0 ? place(name.hashCode()) : secret(name);
  }

  /** As {@link #first(String)}. */
  int first(NodeAddress address) {
    return seed == 0 ? place(address.hashCode()) : secret(address);
  }

  private int secret(String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = mixed(hash, name.charAt(i));
    }
    return place(Long.hashCode(hash));
  }

  private int secret(NodeAddress address) {
    long hash = mixed(seed, address.port());
    for (byte part : address.ip()) {
      hash = mixed(hash, part);
    }
    return place(Long.hashCode(hash));
  }

  private static long mixed(long hash, int more) {
    long product = (hash ^ more) * MULTIPLIER;
    return product ^ product >>> 32;
  }

  private int place(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 16) & table.length - 1;
  }

  int next(int place) {
    return place + 1 & table.length - 1;
  }

  /** Who is there; perhaps one with another hash. */
  int member(int place) {
    return table[place] - 1;
  }
}
