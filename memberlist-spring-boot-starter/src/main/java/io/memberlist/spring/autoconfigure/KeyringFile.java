package io.memberlist.spring.autoconfigure;

import io.memberlist.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.Resource;

/**
 * Keys in a file, as Serf keeps them: a JSON array of base64 texts, the first one primary. Written
 * anew when the keys of the running node change, if it is a file that can be written.
 */
public final class KeyringFile {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.lifecycle");
  static final String PROPERTY = "memberlist.encryption.keyring-file";

  private final Resource resource;

  KeyringFile(Resource resource) {
    this.resource = resource;
  }

  /** The keys as texts. */
  List<String> keys() {
    List<Object> entries;
    try {
      var text = resource.getContentAsString(StandardCharsets.UTF_8);
      entries = JsonParserFactory.getJsonParser().parseList(text);
    } catch (IOException e) {
      throw new InvalidMemberlistKeyException(
          PROPERTY, resource.getDescription() + " cannot be read.");
    } catch (JsonParseException e) { // without the cause, whose text quotes the file
      throw noKeys();
    }
    if (entries.isEmpty() || !entries.stream().allMatch(String.class::isInstance)) {
      throw noKeys();
    }
    return entries.stream().map(String.class::cast).toList();
  }

  private InvalidMemberlistKeyException noKeys() {
    return new InvalidMemberlistKeyException(
        PROPERTY, resource.getDescription() + " is not a JSON array of keys in base64.");
  }

  /**
   * Writes the keys, for the owner of the file only, all or nothing.
   *
   * @return false if the keys did not come from a file that can be written
   * @throws UncheckedIOException if writing failed; the file is as before then
   */
  public boolean write(Keyring keyring) {
    try {
      if (!resource.isFile()) {
        return false;
      }
      var file = resource.getFile().toPath().toAbsolutePath();
      if (!Files.isWritable(file)) {
        return false;
      }
      WholeFile.write(file, json(keyring));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the keys; the running node has them anyway, so a failure is only logged. */
  public void update(Keyring keyring) {
    try {
      write(keyring);
    } catch (UncheckedIOException e) {
      log.error("{} still has the former keys", resource.getDescription(), e);
    }
  }

  private static String json(Keyring keyring) {
    var encoder = Base64.getEncoder();
    return keyring.keys().stream()
        .map(key -> "  \"" + encoder.encodeToString(key) + "\"")
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }
}
