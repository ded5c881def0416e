package io.memberlist.test;

import io.memberlist.Delegate;
import io.memberlist.Tags;
import java.util.Map;

/** Announces a colour. */
record Tagged(String[] colour) implements Delegate {
  @Override
  public byte[] nodeMeta(int limit) {
    return Tags.encode(Map.of("colour", colour[0]));
  }
}
