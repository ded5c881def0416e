package io.memberlist.sample.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only this application's own page give commands (L-64): another site's page can neither send
 * the header nor the content type, and one that binds its name to the loopback address has the
 * wrong {@code Host}.
 */
final class DemoGuard extends OncePerRequestFilter {

  private static final String HEADER = "X-Memberlist-Demo";
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final List<String> allowedHosts;

  DemoGuard(List<String> allowedHosts) {
    this.allowedHosts = allowedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(("{\"error\":\"" + refusal + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable String refusal(HttpServletRequest request) {
    var host = request.getHeader("Host");
    if (!knownHost(host)) {
      return "this name is not one of the application's: set sample.allowed-hosts";
    }
    if (READING.contains(request.getMethod())) {
      return null;
    }
    if (!sameOrigin(request, host)) {
      return "commands are taken from the application's page only";
    }
    if (!request.getRequestURI().startsWith(request.getContextPath() + DemoController.PATH)) {
      return null;
    }
    if (request.getHeader(HEADER) == null) {
      return "the header " + HEADER + ": 1 is missing";
    }
    var type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json")
        ? null
        : "the content type must be application/json";
  }

  private boolean knownHost(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    var name = (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.startsWith("127.") || allowedHosts.contains(name);
  }

  private static boolean sameOrigin(HttpServletRequest request, @Nullable String host) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    var origin = request.getHeader("Origin");
    return origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
  }
}
