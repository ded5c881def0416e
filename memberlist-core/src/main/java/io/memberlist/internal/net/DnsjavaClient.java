package io.memberlist.internal.net;

import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Questions and answers by dnsjava. Together with {@link DnsStream} all that knows it. */
final class DnsjavaClient implements DnsClient {

  private static final Comparator<SRVRecord> BEST_FIRST =
      Comparator.comparingInt(SRVRecord::getPriority)
          .thenComparing(SRVRecord::getWeight, Comparator.reverseOrder());

  private final Duration limit;

  /** With a limit each for connecting and for the whole answer. */
  DnsjavaClient(Duration limit) {
    this.limit = limit;
  }

  @Override
  public List<InetAddress> addresses(InetSocketAddress server, String name) throws IOException {
    var addresses = new ArrayList<InetAddress>();
    for (var answer : ask(server, name, Type.ANY)) {
      if (answer instanceof ARecord a) {
        addresses.add(a.getAddress());
      } else if (answer instanceof AAAARecord aaaa) {
        addresses.add(aaaa.getAddress());
      }
    }
    return addresses;
  }

  @Override
  public List<InetSocketAddress> services(InetSocketAddress server, String name)
      throws IOException {
    return ask(server, name, Type.SRV).stream()
        .filter(SRVRecord.class::isInstance)
        .map(SRVRecord.class::cast)
        // "." is how the owner of a name says that the service is not offered (RFC 2782)
        .filter(service -> !service.getTarget().equals(Name.root))
        .sorted(BEST_FIRST)
        .map(
            service ->
                InetSocketAddress.createUnresolved(
                    service.getTarget().toString(true), service.getPort()))
        .toList();
  }

  private List<Record> ask(InetSocketAddress server, String name, int type) throws IOException {
    var question = Record.newRecord(Name.fromString(ascii(name), Name.root), type, DClass.IN);
    var resolver = new SimpleResolver(server);
    resolver.setTCP(true);
    resolver.setEDNS(-1);
    resolver.setIoClientFactory(new DnsStream(limit));
    try {
      return resolver
          .sendAsync(Message.newQuery(question), Runnable::run)
          .toCompletableFuture()
          .join()
          .getSection(Section.ANSWER);
    } catch (CompletionException e) {
      throw new IOException("no answer from name server " + server + ": " + e.getCause(), e);
    }
  }

  private static String ascii(String name) throws IOException {
    try {
      return name.chars().allMatch(c -> c < 128) ? name : IDN.toASCII(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("\"" + name + "\" is no domain name", e);
    }
  }
}
