package io.memberlist.internal.codec;

import io.memberlist.Keyring;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The {@code config} of a golden vector, as far as the codec cares. */
record VectorConfig(CodecSettings settings, Keyring keyring) {

  static VectorConfig of(JsonNode vector) {
    JsonNode config = vector.get("config");
    List<byte[]> keys = new ArrayList<>();
    config.path("keys").forEach(key -> keys.add(Hex.hex(key.asString())));
    Keyring keyring = keys.isEmpty() ? Keyring.empty() : Keyring.of(keys, keys.get(0));
    var settings =
        new CodecSettings(
            config.path("label").asString(""),
            config.path("skipInboundLabelCheck").asBoolean(false),
            keyring,
            incoming(config),
            !config.path("gossipVerifyOutgoingOff").asBoolean(false),
            config.path("compression").asBoolean(true),
            config.path("protocolVersion").asInt(2) < 2 ? 0 : 1);
    return new VectorConfig(settings, keyring);
  }

  /** A member that sends in clear is understood only by one that accepts it. */
  private static boolean incoming(JsonNode config) {
    return !config.path("gossipVerifyIncomingOff").asBoolean(false)
        && !config.path("gossipVerifyOutgoingOff").asBoolean(false);
  }

  InspectorSettings inspector() {
    return new InspectorSettings(settings.label(), keyring);
  }

  /** Nonce recorded in the vector, for whoever seals. */
  static NonceSource nonce(JsonNode vector) {
    JsonNode encrypt = layer(vector, "encrypt");
    return nonce -> {
      byte[] recorded = Hex.hex(encrypt.get("nonce").asString());
      System.arraycopy(recorded, 0, nonce, 0, nonce.length);
    };
  }

  static boolean hasLayer(JsonNode vector, String name) {
    return !layer(vector, name).isMissingNode();
  }

  static JsonNode layer(JsonNode vector, String name) {
    return vector
        .path("decoded")
        .path("layers")
        .valueStream()
        .filter(layer -> layer.get("layer").asString().equals(name))
        .findFirst()
        .orElseGet(() -> vector.path("no such layer"));
  }
}
