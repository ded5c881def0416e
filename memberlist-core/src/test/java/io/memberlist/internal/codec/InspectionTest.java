package io.memberlist.internal.codec;

import static io.memberlist.internal.codec.Hex.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.memberlist.Keyring;
import io.memberlist.internal.codec.Inspection.Part;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class InspectionTest {

  private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);
  private static final InspectorSettings PLAIN = new InspectorSettings("", Keyring.empty());

  @Test
  void treeOfAPacket() {
    var inspection =
        new PacketInspector(PLAIN).inspect(hex("0c04c039bb 0082a44e6f6465a162a55365714e6f01"));

    assertThat(inspection.tree())
        .isEqualTo(
            Map.of(
                "layers",
                List.of(Map.of("layer", "crc", "crc", "04c039bb", "ok", true)),
                "messages",
                List.of(Map.of("type", "ping", "fields", Map.of("Node", "b", "SeqNo", 1L)))));
  }

  @Test
  void treeOfARefusal() {
    var inspection = new PacketInspector(PLAIN).inspect(hex("07 02 0002 0002 0808 6301"));

    assertThat(inspection.messages()).hasSize(1);
    assertThat(inspection.tree().get("error"))
        .isEqualTo(
            Map.of(
                "class",
                "unsupported-type",
                "at",
                8L,
                "text",
                "message type 99 is not supported in a packet"));
  }

  @Test
  void partsKnowWhereTheyAre() {
    var inspection =
        new PacketInspector(PLAIN).inspect(hex("07 02 0008 0001 07020001000108 08 08"));

    assertThat(inspection.parts())
        .extracting(Part::depth, Part::offset, Part::length, Part::layer)
        .startsWith(tuple(0, 0, 15, true), tuple(1, 6, 8, true), tuple(2, 12, 1, false));
  }

  @Test
  void theKeyThatFitsIsNamed() {
    byte[] other = "fedcba9876543210".getBytes(US_ASCII);
    var sender = new CodecSettings("", false, Keyring.of(KEY), true, true, false, 1);
    var encoder = new PacketEncoder(() -> sender, NonceSource.secure());
    int length = encoder.encode(List.of(hex("086869")), false);
    byte[] packet = Arrays.copyOf(encoder.buffer(), length);

    var both = new InspectorSettings("", Keyring.of(List.of(KEY), other));
    assertThat(new PacketInspector(both).inspect(packet).layers().get(0)).containsEntry("key", 1);
    var wrong = new InspectorSettings("", Keyring.of(other));
    assertThat(new PacketInspector(wrong).inspect(packet).problem())
        .isNotNull()
        .satisfies(problem -> assertThat(problem.refusal()).isEqualTo(Refusal.NO_KEY_FITS));
  }

  @Test
  void anotherLabelIsCalledAMismatchAndLookedInto() {
    var inspection = new PacketInspector(PLAIN).inspect(hex("f403 626c75 086869"));

    assertThat(inspection.layers())
        .containsExactly(Map.of("layer", "label", "label", "blu", "bytes", 5));
    assertThat(inspection.messages())
        .containsExactly(Map.of("type", "user", "payload", "6869", "payloadLength", 2));
    assertThat(inspection.problem())
        .isNotNull()
        .satisfies(problem -> assertThat(problem.refusal()).isEqualTo(Refusal.LABEL_MISMATCH));
  }

  @Test
  void longPayloadsAreShortened() {
    byte[] packet = new byte[2050];
    packet[0] = 8;

    assertThat(new PacketInspector(PLAIN).inspect(packet).messages().get(0))
        .containsEntry("payload", "(2049 bytes, crc32 " + crcOfZeros(2049) + ")")
        .containsEntry("payloadLength", 2049);
  }

  private static String crcOfZeros(int length) {
    var crc = new CRC32();
    crc.update(new byte[length]);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  @Test
  void unknownFieldsOfEveryKindAreShown() {
    byte[] packet =
        hex(
            "00 88 a161c2 a162cb3ff8000000000000 a163cb7ff8000000000000 a164c0 a165d40501 a166cfffffffffffffffff"
                + "a167 82 a178 91ff 05 c3 a44e6f6465a1ff");

    var inspection = new PacketInspector(PLAIN).inspect(packet);

    var fields = (Map<?, ?>) inspection.messages().get(0).get("fields");
    assertThat(fields.toString())
        .isEqualTo(
            "{a=false, b=1.5, c=NaN, d=null, e="
                + fields.get("e")
                + ", f=18446744073709551615,"
                + " g={x=[-1], 5=true}, Node={hex=ff}}");
    assertThat(fields.get("e")).isEqualTo(Map.of("extension", 5L, "hex", "01"));
    assertThat(inspection.problem()).isNotNull();
  }

  @Test
  void whatAMemberAnswersHasNoLabel() {
    var labelled = new InspectorSettings("blue", Keyring.empty());
    byte[] ack = hex("0282a75061796c6f6164c0a55365714e6f05");

    assertThat(new StreamInspector(labelled).inspectAnswer(ack).problem()).isNull();
    assertThat(new StreamInspector(labelled).inspect(ack).problem()).isNotNull();
  }

  @Test
  void partsOfAStateExchangeThatWasCutShortAreShown() {
    var inspection =
        new StreamInspector(PLAIN).inspect(hex("06 81a54e6f64657302 81a44e616d65a161 81a44e61"));

    assertThat(inspection.messages().get(0))
        .containsEntry("header", Map.of("Nodes", 2L))
        .containsEntry("nodes", List.of(Map.of("Name", "a")));
    assertThat(inspection.problem())
        .isNotNull()
        .satisfies(problem -> assertThat(problem.refusal()).isEqualTo(Refusal.PUSH_PULL_MALFORMED));
  }
}
