package forged.internal.net;

import forged.Tags;
import org.xbill.DNS.Message;

/** Uses what is below it, and a library that need not be there. */
final class Socket {
  final Tags tags = new Tags();
  final Object question = new Message();
}
