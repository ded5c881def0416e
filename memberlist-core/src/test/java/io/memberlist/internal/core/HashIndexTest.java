package io.memberlist.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.NodeState;
import io.memberlist.internal.wire.NodeAddress;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashIndexTest {

  private static final int MEMBERS = 2048;
  private static final int FEW = 256;

  /** Names and addresses as somebody would choose them who wants to slow down the others. */
  private static NodeInfo sameHash(int number) {
    var name = new StringBuilder();
    for (int bit = 1; bit < MEMBERS; bit *= 2) {
      name.append((number & bit) == 0 ? "Aa" : "BB");
    }
    byte[] ip = {10, 0, (byte) (number / 256), (byte) number};
    int port = 60_000 - 31 * 31 * (number / 256) - 31 * (byte) number;
    return new NodeInfo(name.toString(), new NodeAddress(ip, port), null, new byte[0]);
  }

  private static int longestWalk(HashIndex index, ToIntFunction<NodeInfo> first, MemberTable of) {
    return IntStream.range(0, of.size())
        .map(
            member -> {
              int steps = 0;
              int place = first.applyAsInt(of.info(member));
              while (index.member(place) != member) {
                place = index.next(place);
                steps++;
              }
              return steps;
            })
        .max()
        .orElseThrow();
  }

  @Test
  void chosenNamesAndAddressesAreFoundAsFastAsOthers() {
    assertThat(IntStream.range(0, MEMBERS).map(i -> sameHash(i).name().hashCode()).distinct())
        .hasSize(1);
    assertThat(IntStream.range(0, MEMBERS).map(i -> sameHash(i).address().hashCode()).distinct())
        .hasSize(1);

    var table = new MemberTable(new Random(7), false);
    for (int i = 0; i < MEMBERS; i++) {
      assertThat(table.find(sameHash(i).name())).isEqualTo(MemberTable.NONE);
      table.add(sameHash(i), 0);
    }

    assertThat(table.size()).isEqualTo(MEMBERS);
    for (int i = 0; i < MEMBERS; i++) {
      assertThat(table.info(table.find(sameHash(i).name())).name()).isEqualTo(sameHash(i).name());
    }
    var names = table.shareRecords().byName;
    assertThat(longestWalk(names, info -> names.first(info.name()), table)).isLessThan(FEW);
    var addresses = table.addresses();
    assertThat(longestWalk(addresses, info -> addresses.first(info.address()), table))
        .isLessThan(FEW);
  }

  @Test
  void theSecretStaysWhenMembersGoAndCome() {
    var table = new MemberTable(new Random(7), false);
    for (int i = 0; i < MEMBERS; i++) {
      table.add(sameHash(i), 0);
    }
    long seed = table.shareRecords().byName.seed();
    assertThat(seed).isNotZero();

    table.remove(IntStream.range(0, MEMBERS / 2).toArray());
    assertThat(table.shareRecords().byName.seed()).isEqualTo(seed);
    for (int i = 0; i < MEMBERS / 2; i++) {
      table.add(sameHash(MEMBERS + i), 0);
    }

    assertThat(table.shareRecords().byName.seed()).isEqualTo(seed);
  }

  @Test
  void ofACrowdAtOneAddressSomebodyIsFound() {
    var table = new MemberTable(new Random(7), false);
    for (int i = 0; i < 4 * MEMBERS; i++) {
      int member = table.add(new NodeInfo("n" + i, sameHash(0).address(), null, new byte[0]), 0);
      table.state(member, NodeState.ALIVE, 0);
    }

    assertThat(table.otherMemberAt(sameHash(0).address(), "n0")).isNotEqualTo(MemberTable.NONE);
    var addresses = table.addresses();
    int steps = 0;
    for (int place = addresses.first(sameHash(0).address());
        addresses.member(place) != MemberTable.NONE;
        place = addresses.next(place)) {
      steps++;
    }
    assertThat(steps).isLessThan(MEMBERS);
  }

  @Test
  void usualNamesNeedNoSecret() {
    var table = new MemberTable(new Random(7), false);
    for (int i = 0; i < 20_000; i++) {
      table.add(
          new NodeInfo(
              "node-" + i,
              new NodeAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}, 7946),
              null,
              new byte[0]),
          0);
    }

    assertThat(table.shareRecords().byName.seed()).isZero();
    assertThat(table.addresses().seed()).isZero();
  }
}
