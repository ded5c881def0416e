package forged.internal.core;

import java.io.File;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;

/** Takes time, chance, threads and files from where it likes. */
public final class Clockwork {

  final File file = new File("state");
  final Object key = new SecretKeySpec(new byte[16], "AES");
  final Random random = new Random();

  long time() {
    return System.nanoTime() + System.currentTimeMillis();
  }

  double chance() {
    return Math.random();
  }

  Object thread() {
    return Thread.currentThread();
  }
}
