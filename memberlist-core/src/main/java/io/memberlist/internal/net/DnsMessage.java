package io.memberlist.internal.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * As much of the DNS format (RFC 1035, 2782, 3596) as asking for addresses and services takes.
 * Trusts no length.
 */
final class DnsMessage {

  static final int SRV = 33;
  static final int ANY = 255;

  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int INTERNET = 1;
  private static final int HEADER = 12;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RESPONSE = 0x8000;
  private static final int LONGEST_NAME = 255;

  /**
   * What an answer says.
   *
   * @param addresses of all A and AAAA records, in order
   * @param services of all SRV records, unresolved, best priority first
   */
  record Answer(List<InetAddress> addresses, List<InetSocketAddress> services) {}

  private record Service(int priority, int weight, InetSocketAddress address) {
    static final Comparator<Service> ORDER =
        Comparator.comparingInt(Service::priority)
            .thenComparing(Service::weight, Comparator.reverseOrder());
  }

  private final byte[] bytes;
  private int position = HEADER;

  private DnsMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A question for one name, recursion desired. */
  static byte[] question(int id, String name, int type) throws IOException {
    var out = new ByteArrayOutputStream();
    for (int word : new int[] {id, RECURSION_DESIRED, 1, 0, 0, 0}) {
      write16(out, word);
    }
    writeName(out, name);
    write16(out, type);
    write16(out, INTERNET);
    return out.toByteArray();
  }

  private static void write16(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private static void writeName(ByteArrayOutputStream out, String name) throws IOException {
    int start = out.size();
    for (var label : ascii(name).split("\\.", -1)) {
      var text = label.getBytes(StandardCharsets.US_ASCII);
      if (text.length < 1 || text.length > 63) {
        throw new IOException("\"" + name + "\" is no domain name");
      }
      out.write(text.length);
      out.write(text);
    }
    out.write(0);
    if (out.size() - start > LONGEST_NAME) {
      throw new IOException("\"" + name + "\" is too long for a domain name");
    }
  }

  private static String ascii(String name) throws IOException {
    var relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    try {
      return relative.chars().allMatch(c -> c < 128) ? relative : IDN.toASCII(relative);
    } catch (IllegalArgumentException e) {
      throw new IOException("\"" + name + "\" is no domain name", e);
    }
  }

  /**
   * Reads an answer.
   *
   * @throws IOException if it is malformed or answers something else
   */
  static Answer answer(byte[] bytes, int id) throws IOException {
    try {
      return new DnsMessage(bytes).read(id);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("the name server's answer is cut short", e);
    }
  }

  private Answer read(int id) throws IOException {
    if (unsigned16(0) != id || (unsigned16(2) & RESPONSE) == 0) {
      throw new IOException("the name server answered something else");
    }
    int questions = unsigned16(4);
    int answers = unsigned16(6);
    for (int i = 0; i < questions; i++) {
      skipName();
      position += 4;
    }
    var addresses = new ArrayList<InetAddress>();
    var services = new ArrayList<Service>();
    for (int i = 0; i < answers; i++) {
      readRecord(addresses, services);
    }
    services.sort(Service.ORDER);
    return new Answer(addresses, services.stream().map(Service::address).toList());
  }

  private void readRecord(List<InetAddress> addresses, List<Service> services) throws IOException {
    skipName();
    int type = unsigned16(position);
    int length = unsigned16(position + 8);
    int data = position + 10;
    position = data + length;
    if (position > bytes.length) {
      throw new IndexOutOfBoundsException(position);
    }
    if ((type == A && length == 4) || (type == AAAA && length == 16)) {
      addresses.add(InetAddress.getByAddress(Arrays.copyOfRange(bytes, data, position)));
    } else if (type == SRV && length >= 7) {
      services.add(service(data));
    }
  }

  private Service service(int data) throws IOException {
    var host = name(data + 6);
    return new Service(
        unsigned16(data),
        unsigned16(data + 2),
        InetSocketAddress.createUnresolved(host, unsigned16(data + 4)));
  }

  /** Moves behind a name, without following its pointer. */
  private void skipName() {
    while (true) {
      int length = bytes[position] & 0xff;
      if (length >= 0xc0) {
        position += 2;
        return;
      }
      position += 1 + length;
      if (length == 0) {
        return;
      }
    }
  }

  /** The name at {@code at}, following pointers. */
  private String name(int at) throws IOException {
    var name = new StringBuilder();
    for (int steps = 0; steps < LONGEST_NAME; steps++) {
      int length = bytes[at] & 0xff;
      if (length == 0) {
        return name.toString();
      } else if (length >= 0xc0) {
        at = (length & 0x3f) << 8 | (bytes[at + 1] & 0xff);
      } else if (name.length() + length > LONGEST_NAME) {
        break;
      } else {
        name.append(name.isEmpty() ? "" : ".")
            .append(new String(bytes, at + 1, length, StandardCharsets.ISO_8859_1));
        at += 1 + length;
      }
    }
    throw new IOException("the name server's answer has a name without end");
  }

  private int unsigned16(int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
