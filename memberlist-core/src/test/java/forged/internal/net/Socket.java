package forged.internal.net;

import forged.Tags;

/** Uses what is below it. */
final class Socket {
  final Tags tags = new Tags();
}
