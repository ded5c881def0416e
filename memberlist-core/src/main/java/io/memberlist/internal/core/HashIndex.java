package io.memberlist.internal.core;

/**
 * Members by a hash: open addressing, linear probing. Nothing can be removed and it does not grow;
 * build a new one instead.
 */
final class HashIndex {

  private static final int SMALLEST = 8;

  /** Member + 1; 0 is free. */
  private final int[] table;

  private int used;

  private HashIndex(int[] table, int used) {
    this.table = table;
    this.used = used;
  }

  /** An index with room for that many members. */
  HashIndex(int members) {
    this(new int[capacity(members)], 0);
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
    return new HashIndex(table.clone(), used);
  }

  boolean full() {
    return used >= limit(table.length);
  }

  /** Adds a member; only while not {@link #full}. */
  void insert(int hash, int member) {
    int place = first(hash);
    while (table[place] != 0) {
      place = next(place);
    }
    table[place] = member + 1;
    used++;
  }

  /** Where to look for a hash first; look on until {@link #member} is {@link MemberTable#NONE}. */
  int first(int hash) {
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
