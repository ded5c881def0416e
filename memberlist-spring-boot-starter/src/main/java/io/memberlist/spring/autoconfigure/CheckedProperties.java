package io.memberlist.spring.autoconfigure;

import io.memberlist.ConfigException.Violation;
import java.util.List;

/**
 * Properties that know what is possible: beans of this type are checked together with all others
 * before the node is configured, so that a start fails with everything that is wrong (S-14).
 */
public interface CheckedProperties {

  /** What is wrong; fields are full names of properties. */
  List<Violation> violations();
}
