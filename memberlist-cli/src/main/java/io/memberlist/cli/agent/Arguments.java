package io.memberlist.cli.agent;

import io.memberlist.cli.Blob;
import io.memberlist.cli.Durations;
import io.memberlist.internal.net.Seed;
import io.memberlist.transport.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a command. What is missing or has the wrong form gives an {@link
 * IllegalArgumentException} that names the field.
 */
record Arguments(Map<String, @Nullable Object> fields) {

  private static final int NO_PORT = 0;

  /** A text; empty if it is not there. */
  String text(String name) {
    var value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  /** A text that must be there. */
  String required(String name) {
    var text = text(name);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }

  /** Whether {@code op} says so. */
  boolean off() {
    return text("op").equals("off");
  }

  boolean flag(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              name + " is \"" + text(name) + "\": expected true or false");
    };
  }

  byte[] payload() {
    return Blob.payload(fields);
  }

  /** How often something is done: {@code count}, once if it is not there. */
  long count() {
    var count = fields.get("count");
    if (count == null) {
      return 1;
    }
    if (count instanceof Long number && number > 0) {
      return number;
    }
    throw new IllegalArgumentException("count is " + count + ": expected a number from 1 on");
  }

  /** {@code timeout}. */
  Duration timeout() {
    var text = text("timeout");
    return text.isEmpty() ? Duration.ofSeconds(10) : Durations.parse(text);
  }

  /** {@code addrs} and {@code addr}. */
  List<String> addresses() {
    if (fields.get("addrs") instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.of(required("addr"));
  }

  /** {@code addr} as a destination, for the node of that name if one is given. */
  Address destination() {
    var name = text("name");
    return new Address(address(), name.isEmpty() ? null : name);
  }

  /** {@code addr}, resolved. */
  InetSocketAddress address() {
    var text = required("addr");
    var place = Seed.parse(text, NO_PORT);
    if (place.port() == NO_PORT) {
      throw new IllegalArgumentException("addr is \"" + text + "\": expected host:port");
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(place.host()), place.port());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("addr is \"" + text + "\": unknown host", e);
    }
  }
}
