package io.memberlist.spring.autoconfigure;

import java.util.List;

/**
 * A source of members to join besides {@code memberlist.join.seeds}: a bean of this type is asked
 * anew before every attempt to join and to rejoin.
 */
@FunctionalInterface
public interface SeedProvider {

  /**
   * What is known now; may block. Called on the thread that joins.
   *
   * @return members, {@code [name/]host[:port]}; may be empty
   */
  List<String> seeds();
}
