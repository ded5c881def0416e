package io.memberlist.spring.autoconfigure.ui;

import io.memberlist.ConfigException.Violation;
import io.memberlist.spring.autoconfigure.InvalidMemberlistPropertyException;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Where the page and its parts are found, and the headers of its answers (page.md, section 14). */
final class UiPaths {

  /** After which the server ends a stream that the hub has not ended, a minute before (L-84). */
  static final long STREAM_MINUTES = 31;

  static final String RETRY_AFTER_SECONDS = "10";

  /** Not below a folder that Boot serves to everybody (L-77). */
  static final Resource ASSETS = new ClassPathResource("io/memberlist/spring/ui/page/");

  static final Resource INDEX = new ClassPathResource("io/memberlist/spring/ui/page/index.html");

  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
              + "object-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()",
          "X-Accel-Buffering",
          "no");

  private static final int MAX_CLIENTS = 256;

  private UiPaths() {}

  /** The configured path without the slash at its end; empty for the root. */
  static String base(MemberlistUiProperties properties) {
    var path = properties.getPath();
    if (!path.startsWith("/") || path.chars().anyMatch(c -> "*{}?# ".indexOf(c) >= 0)) {
      throw new InvalidMemberlistPropertyException(
          List.of(
              new Violation(
                  "memberlist.ui.path", path, "must begin with / and have no pattern in it")));
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** How many pages may be open. */
  static int maxClients(MemberlistUiProperties properties) {
    int clients = properties.getMaxClients();
    if (clients < 1 || clients > MAX_CLIENTS) {
      throw new InvalidMemberlistPropertyException(
          List.of(
              new Violation(
                  "memberlist.ui.max-clients", "" + clients, "must be 1 to " + MAX_CLIENTS)));
    }
    return clients;
  }
}
