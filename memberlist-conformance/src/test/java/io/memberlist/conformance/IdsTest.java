package io.memberlist.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void namesOfTests() {
    assertThat(Ids.inName("join_01_whoJoinsIsKnown").ids()).containsExactly("JOIN-01");
    assertThat(Ids.inName("lim_01_lim_02_04_x").ids())
        .containsExactly("LIM-01", "LIM-02", "LIM-04");
    assertThat(Ids.inName("lab_15_to_18_x").ids())
        .containsExactly("LAB-15", "LAB-16", "LAB-17", "LAB-18");
    assertThat(Ids.inName("enc_06_to_enc_08_leave_02_x").ids())
        .containsExactly("ENC-06", "ENC-07", "ENC-08", "LEAVE-02");
    assertThat(Ids.inName("addr_03_04_12_x").ids())
        .containsExactly("ADDR-03", "ADDR-04", "ADDR-12");
  }

  @Test
  void differencesInNames() {
    var named = Ids.inName("d18_def_30_whoHasTakenTheName");

    assertThat(named.ids()).containsExactly("DEF-30");
    assertThat(named.differences()).containsExactly("D18");
  }

  @Test
  void namesWithoutIds() {
    assertThat(Ids.inName("goes_to_sleep").ids()).isEmpty();
    assertThat(Ids.inName("aNodeOf2_03").ids()).isEmpty();
  }

  @Test
  void texts() {
    assertThat(Ids.inText("see there (ALIVE-01, -03, DEAD-02)"))
        .containsExactly("ALIVE-01", "ALIVE-03", "DEAD-02");
    assertThat(Ids.inText("HEALTH-02/-03, LIM-06…LIM-08, ENC-09…ENC-10."))
        .containsExactly(
            "HEALTH-02", "HEALTH-03", "LIM-06", "LIM-07", "LIM-08", "ENC-09", "ENC-10");
    assertThat(Ids.inText("costs -1, of 2026-07-24")).isEmpty();
  }

  @Test
  void differencesInTexts() {
    assertThat(Ids.differencesInText("bounded (D20) and first (D36, D13); list D20 A20"))
        .containsExactly("D20", "D36", "D13");
    assertThat(Ids.differencesInText("Rejoin (§21.1)")).containsExactly("21.1");
  }
}
