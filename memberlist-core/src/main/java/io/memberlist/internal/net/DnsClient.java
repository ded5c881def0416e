package io.memberlist.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Asks one name server over a stream; there is one only where dnsjava is. */
interface DnsClient {

  /**
   * One question of type ANY (§14.3 step 5).
   *
   * @param name with or without trailing dot
   * @return of all A and AAAA records of the answer, in order; may be empty
   */
  List<InetAddress> addresses(InetSocketAddress server, String name) throws IOException;

  /**
   * One question of type SRV (D40).
   *
   * @param name with or without trailing dot
   * @return unresolved, best priority first; may be empty
   */
  List<InetSocketAddress> services(InetSocketAddress server, String name) throws IOException;

  /**
   * The one made of dnsjava, unless that is not on the class path; then nothing of it is loaded.
   */
  static Optional<DnsClient> ofClassPath() {
    try {
      Class.forName("org.xbill.DNS.io.TcpIoClient", false, DnsClient.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new DnsjavaClient(DnsStream.LIMIT));
  }
}
