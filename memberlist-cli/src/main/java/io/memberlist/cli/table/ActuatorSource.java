package io.memberlist.cli.table;

import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.cli.Json;
import io.memberlist.internal.net.IpAddress;
import io.memberlist.internal.net.Seed;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code /actuator/memberlist} of a running Boot application. */
final class ActuatorSource implements Source {

  private static final String ACTUATOR = "/actuator";
  private static final String ENDPOINT = "/memberlist";
  private static final int LARGEST_ANSWER = 64 << 20;

  private final URL url;
  private final Duration timeout;

  /**
   * Asks an application, its actuator or the endpoint itself.
   *
   * @throws IllegalArgumentException for what is no HTTP address
   */
  ActuatorSource(String text, Duration timeout) {
    this.url = endpoint(text);
    this.timeout = timeout;
  }

  private static URL endpoint(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    var base = text.substring(0, end);
    if (!base.startsWith("http://") && !base.startsWith("https://")) {
      throw notHttp(text);
    }
    if (!base.endsWith(ENDPOINT)) {
      base += base.endsWith(ACTUATOR) ? ENDPOINT : ACTUATOR + ENDPOINT;
    }
    try {
      return URI.create(base).toURL();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw notHttp(text);
    }
  }

  private static IllegalArgumentException notHttp(String text) {
    return new IllegalArgumentException(
        "--url is \"" + text + "\": expected such as http://localhost:8080");
  }

  @Override
  public List<Node> read() throws IOException {
    var answer = answer();
    if (answer.status() != HttpURLConnection.HTTP_OK) {
      throw unreadable("it answered " + answer.status() + remedy(answer.status()), null);
    }
    try {
      return nodes(Json.parse(answer.body()));
    } catch (IllegalArgumentException e) {
      throw unreadable("the answer is not that of the endpoint memberlist", e);
    }
  }

  /** The body is empty unless the status is 200. */
  private record Answer(int status, String body) {}

  private Answer answer() throws IOException {
    try {
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setRequestProperty("Accept", "application/json");
      int status = connection.getResponseCode();
      return new Answer(status, status == HttpURLConnection.HTTP_OK ? body(connection) : "");
    } catch (UnknownHostException e) {
      throw unreadable("unknown host", e);
    } catch (SocketTimeoutException e) {
      throw unreadable("no answer in time; --timeout gives it more", e);
    } catch (IOException e) {
      throw unreadable(e.getMessage() + "; is the application running there?", e);
    }
  }

  private static String body(HttpURLConnection connection) throws IOException {
    try (var in = connection.getInputStream()) {
      return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
    }
  }

  private IOException unreadable(String reason, @Nullable Exception cause) {
    return new IOException("could not read the members from " + url + ": " + reason, cause);
  }

  private static String remedy(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          "; is the endpoint exposed (management.endpoints.web.exposure.include=memberlist),"
              + " and is this the management port?";
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          "; the endpoint must be readable without signing in";
      default -> "";
    };
  }

  private static List<Node> nodes(Map<String, @Nullable Object> body) {
    if (!(body.get("members") instanceof List<?> members)) {
      throw new IllegalArgumentException("no members");
    }
    var nodes = new ArrayList<Node>();
    for (var member : members) {
      nodes.add(node(fields(member)));
    }
    return nodes;
  }

  private static Node node(Map<?, ?> member) {
    var address = Seed.parse(text(member, "address"), 0);
    byte[] ip = IpAddress.parse(address.host());
    if (ip == null) {
      throw new IllegalArgumentException("no IP address");
    }
    return new Node(
        text(member, "name"),
        ip,
        address.port(),
        meta(member),
        NodeState.valueOf(text(member, "state").toUpperCase(Locale.ROOT)),
        number(member, "incarnation"),
        Instant.EPOCH,
        versions(fields(member.get("protocol")), fields(member.get("delegateProtocol"))),
        null);
  }

  private static byte[] meta(Map<?, ?> member) {
    return member.get("meta") instanceof Map<?, ?> meta
        ? Base64.getDecoder().decode(text(meta, "base64"))
        : new byte[0];
  }

  private static Node.Versions versions(Map<?, ?> protocol, Map<?, ?> delegate) {
    return new Node.Versions(
        (int) number(protocol, "min"),
        (int) number(protocol, "max"),
        (int) number(protocol, "current"),
        (int) number(delegate, "min"),
        (int) number(delegate, "max"),
        (int) number(delegate, "current"));
  }

  private static Map<?, ?> fields(@Nullable Object value) {
    if (value instanceof Map<?, ?> fields) {
      return fields;
    }
    throw new IllegalArgumentException("not an object");
  }

  private static String text(Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text " + name);
  }

  private static long number(Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("no number " + name);
  }
}
