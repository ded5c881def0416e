package io.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {

  private static final byte[] A = key(16, 'a');
  private static final byte[] B = key(24, 'b');
  private static final byte[] C = key(32, 'c');

  @Test
  void key_01_ringFromNothing() {
    assertThat(Keyring.of(List.of(), new byte[0]).size()).isZero();
    assertThat(Keyring.empty().keys()).isEmpty();
  }

  @Test
  void key_02_ringFromPrimaryOnly() {
    assertThat(Keyring.of(List.of(), A).keys()).containsExactly(A);
    assertThat(Keyring.of(A).keys()).containsExactly(A);
  }

  @Test
  void key_03_primaryIsFirst() {
    assertThat(Keyring.of(List.of(A, B, C), B).keys()).containsExactly(B, A, C);
  }

  @Test
  void keysWithoutPrimaryAreRefused() {
    assertThatThrownBy(() -> Keyring.of(List.of(A), new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("primary");
  }

  @Test
  void key_04_usingAnAbsentKeyFails() {
    assertThatThrownBy(() -> Keyring.of(B).use(C)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void key_05_addingKeepsThePrimary() {
    var ring = Keyring.of(B);

    ring.add(C);

    assertThat(ring.keys()).containsExactly(B, C);
  }

  @Test
  void theFirstKeyAddedBecomesPrimary() {
    var ring = Keyring.empty();

    ring.add(C);
    ring.add(A);

    assertThat(ring.keys()).containsExactly(C, A);
  }

  @Test
  void key_06_usingMovesToTheFront() {
    var ring = Keyring.of(List.of(A, C), B);

    ring.use(C);

    assertThat(ring.keys()).containsExactly(C, B, A);
  }

  @Test
  void key_07_thePrimaryCannotBeRemoved() {
    var ring = Keyring.of(List.of(B), C);

    assertThatThrownBy(() -> ring.remove(C)).isInstanceOf(IllegalArgumentException.class);
    assertThat(ring.size()).isEqualTo(2);
  }

  @Test
  void key_08_removingAnotherKey() {
    var ring = Keyring.of(List.of(B), C);

    ring.remove(B);

    assertThat(ring.keys()).containsExactly(C);
  }

  @Test
  void key_10_def_59_concurrentAddsAreNotLost() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        var ring = Keyring.of(A);
        var start = new CountDownLatch(1);
        List<Future<?>> adds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          byte[] key = key(16, (char) ('p' + i));
          adds.add(
              pool.submit(
                  () -> {
                    start.await();
                    ring.add(key);
                    return null;
                  }));
        }

        start.countDown();
        for (Future<?> add : adds) {
          add.get();
        }

        assertThat(ring.size()).isEqualTo(5);
        assertThat(ring.keys().get(0)).isEqualTo(A);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void key_11_presentAndAbsentKeysChangeNothing() {
    var ring = Keyring.of(List.of(B), A);
    var before = ring.snapshot();

    ring.add(B);
    ring.remove(C);

    assertThat(ring.snapshot()).isSameAs(before);
  }

  @Test
  void def_36_removingFromAnEmptyRingFails() {
    assertThatThrownBy(() -> Keyring.empty().remove(A)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 23, 25, 31, 33, 64})
  void otherLengthsAreRefused(int length) {
    byte[] key = new byte[length];

    assertThatThrownBy(() -> Keyring.validate(key))
        .isInstanceOfSatisfying(
            InvalidKeyException.class, e -> assertThat(e.length()).isEqualTo(length));
    assertThatThrownBy(() -> Keyring.of(A).add(key)).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> Keyring.of(List.of(A, key), A))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void keysAreCopiedOnTheWayInAndOut() {
    byte[] key = A.clone();
    var ring = Keyring.of(key);

    key[0] = 'x';
    ring.keys().get(0)[0] = 'y';
    ring.snapshot().key(0)[0] = 'z';

    assertThat(ring.keys()).containsExactly(A);
  }

  @Test
  void aSnapshotDoesNotChange() {
    var ring = Keyring.of(A);
    var before = ring.snapshot();

    ring.add(B);
    ring.use(B);

    assertThat(before.size()).isEqualTo(1);
    assertThat(before.key(0)).isEqualTo(A);
  }

  @Test
  void keysAreNotShown() {
    assertThat(Keyring.of(List.of(B), A)).hasToString("Keyring of 2 keys");
    assertThat(Keyring.of(A).snapshot()).hasToString("1 keys");
  }

  private static byte[] key(int length, char letter) {
    return String.valueOf(letter).repeat(length).getBytes(StandardCharsets.US_ASCII);
  }
}
