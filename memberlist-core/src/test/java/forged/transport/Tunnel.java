package forged.transport;

import forged.Tags;

/** Uses what is below it. */
final class Tunnel {
  final Tags tags = new Tags();
}
