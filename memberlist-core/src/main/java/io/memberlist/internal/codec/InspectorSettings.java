package io.memberlist.internal.codec;

import io.memberlist.Keyring;

/**
 * What an inspector is told about the cluster.
 *
 * @param label of the cluster, empty for none; input with another label is taken apart all the same
 *     and called a mismatch
 * @param keyring empty for no encryption
 */
public record InspectorSettings(String label, Keyring keyring) {

  boolean encrypted() {
    return keyring.size() > 0;
  }
}
