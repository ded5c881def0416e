package io.memberlist.spring.autoconfigure;

import io.memberlist.Config;

/** Changes the configuration of the node after everything else, in the order of {@code @Order}. */
@FunctionalInterface
public interface MemberlistConfigCustomizer {

  /** Called once for each application context. */
  void customize(Config.Builder builder);
}
