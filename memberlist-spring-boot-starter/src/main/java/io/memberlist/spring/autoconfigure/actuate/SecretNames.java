package io.memberlist.spring.autoconfigure.actuate;

import java.util.regex.Pattern;

/** Names of properties that hold keys, also as environment variables spell them. */
final class SecretNames {

  private static final Pattern SECRET =
      Pattern.compile("memberlist[._](secret[-_]?key|encryption[._].*)", Pattern.CASE_INSENSITIVE);

  private SecretNames() {}

  static boolean matches(String name) {
    return SECRET.matcher(name).matches();
  }
}
