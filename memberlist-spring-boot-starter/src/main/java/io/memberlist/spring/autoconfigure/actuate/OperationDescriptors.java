package io.memberlist.spring.autoconfigure.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Smaller answers of the endpoint, a record each. */
public final class OperationDescriptors {

  private OperationDescriptors() {}

  /** Members, the own one first. */
  public record Members(List<MemberDescriptor> members) {}

  /** The last events, newest first. */
  public record Events(List<EventDescriptor> events) {}

  /** The keyring, primary key first. */
  public record Keys(boolean enabled, List<Key> keys) {}

  /**
   * A key, never its value.
   *
   * @param fingerprint first 8 bytes of SHA-256 in hexadecimal digits
   * @param bits 128, 192 or 256
   * @param primary whether it encrypts
   */
  public record Key(String fingerprint, int bits, boolean primary) {}

  /** The effective configuration by name of the property. */
  public record Configuration(Map<String, Object> config) {}

  /**
   * A setting.
   *
   * @param value number, boolean, text, list or map; null if there is none
   * @param source {@code preset}, {@code property} or {@code customizer}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Setting(@Nullable Object value, String source) {}

  /** A setting that is not shown. */
  public record Secret(boolean set) {}

  /**
   * What came of joining.
   *
   * @param contacted addresses of others that answered
   * @param failures reason by seed, if none answered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Joined(int contacted, @Nullable Map<String, String> failures) {}

  /** Whether the node has left. */
  public record Left(boolean left) {}

  /** State of the node. */
  public record Status(String status) {}

  /** Tags that the application chose for the own node. */
  public record OwnTags(Map<String, String> tags) {}

  /**
   * Why something was refused.
   *
   * @param error a sentence
   * @param property the field of the request that is to blame
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Failure(String error, @Nullable String property) {}
}
