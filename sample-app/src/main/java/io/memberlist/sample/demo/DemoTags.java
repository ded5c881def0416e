package io.memberlist.sample.demo;

import io.memberlist.Delegate;
import io.memberlist.Tags;
import java.util.Map;

/** The tags a demo node announces. */
final class DemoTags implements Delegate {

  private volatile Map<String, String> tags;

  DemoTags(Map<String, String> tags) {
    this.tags = Map.copyOf(tags);
  }

  Map<String, String> get() {
    return tags;
  }

  void set(Map<String, String> wanted) {
    tags = Map.copyOf(wanted);
  }

  @Override
  public byte[] nodeMeta(int limit) {
    return Tags.encode(tags);
  }
}
