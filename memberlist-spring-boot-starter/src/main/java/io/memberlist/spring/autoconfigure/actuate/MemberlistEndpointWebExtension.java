package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** HTTP status codes for {@link MemberlistEndpoint}. */
@EndpointWebExtension(endpoint = MemberlistEndpoint.class)
public class MemberlistEndpointWebExtension {

  private final MemberlistEndpoint delegate;
  private final Memberlist memberlist;

  MemberlistEndpointWebExtension(MemberlistEndpoint delegate, Memberlist memberlist) {
    this.delegate = delegate;
    this.memberlist = memberlist;
  }

  /** As {@link MemberlistEndpoint#section}: 200, 400, 404. */
  @ReadOperation
  public WebEndpointResponse<Object> section(@Selector String section, @Nullable String state) {
    return respond(() -> delegate.section(section, state));
  }

  /** As {@link MemberlistEndpoint#entry}: 200, 404. */
  @ReadOperation
  public WebEndpointResponse<Object> entry(
      @Selector String section, @Selector(match = Match.ALL_REMAINING) String... name) {
    return respond(() -> delegate.entry(section, name));
  }

  /** As {@link MemberlistEndpoint#operate}: 200, 204, 400, 404, 409, 502, 503. */
  @WriteOperation
  public WebEndpointResponse<Object> operate(
      @Selector String operation,
      @Nullable String seeds,
      @Nullable Duration timeout,
      @Nullable String key,
      @Nullable Boolean primary) {
    return respond(() -> delegate.operate(operation, seeds, timeout, key, primary));
  }

  /** As {@link MemberlistEndpoint#change}: 200, 400, 404, 409, 503, 504. */
  @WriteOperation
  public WebEndpointResponse<Object> change(
      @Selector String section,
      @Selector(match = Match.ALL_REMAINING) String[] name,
      @Nullable String value) {
    return respond(() -> delegate.change(section, name, value));
  }

  /** As {@link MemberlistEndpoint#remove}: 204, 404, 409, 503. */
  @DeleteOperation
  public WebEndpointResponse<Object> remove(
      @Selector String section, @Selector(match = Match.ALL_REMAINING) String... name) {
    return respond(() -> delegate.remove(section, name));
  }

  private WebEndpointResponse<Object> respond(Supplier<@Nullable Object> operation) {
    try {
      return answer(operation.get());
    } catch (RefusedException e) {
      return refused(e);
    } catch (IllegalStateException e) {
      if (memberlist.status() == Memberlist.Status.RUNNING) {
        throw e;
      }
      return refused(RefusedException.status(memberlist.status())); // it went down meanwhile
    }
  }

  private static WebEndpointResponse<Object> answer(@Nullable Object body) {
    return body == null
        ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT)
        : new WebEndpointResponse<>(body);
  }

  private static WebEndpointResponse<Object> refused(RefusedException e) {
    return new WebEndpointResponse<>(e.body(), e.status());
  }
}
