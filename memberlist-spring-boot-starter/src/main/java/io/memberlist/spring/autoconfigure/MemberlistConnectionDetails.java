package io.memberlist.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * How to get into the cluster. A bean of this type replaces seeds, label and keys of the properties
 * as a whole.
 */
public interface MemberlistConnectionDetails extends ConnectionDetails {

  /** Members to join, {@code [name/]host[:port]}. */
  List<String> getSeeds();

  /** Label of the cluster, null for none. */
  default @Nullable String getLabel() {
    return null;
  }

  /** Keys in base64, the first is primary; empty for no encryption. */
  default List<String> getKeys() {
    return List.of();
  }
}
