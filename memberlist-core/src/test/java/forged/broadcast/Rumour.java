package forged.broadcast;

import forged.Tags;

/** Uses what is below it. */
final class Rumour {
  final Tags tags = new Tags();
}
