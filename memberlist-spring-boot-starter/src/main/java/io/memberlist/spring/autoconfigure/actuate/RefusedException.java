package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Memberlist;
import org.jspecify.annotations.Nullable;

/** The endpoint cannot do what it was asked for; the body says why. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int BAD_GATEWAY = 502;
  static final int UNAVAILABLE = 503;
  static final int GATEWAY_TIMEOUT = 504;

  private final int status;
  private final transient Object body;

  RefusedException(int status, Object body, String message) {
    super(message);
    this.status = status;
    this.body = body;
  }

  static RefusedException because(int status, String error, @Nullable String property) {
    return new RefusedException(status, new OperationDescriptors.Failure(error, property), error);
  }

  static RefusedException badRequest(String error, String property) {
    return because(BAD_REQUEST, error, property);
  }

  static RefusedException notFound(String error) {
    return because(NOT_FOUND, error, null);
  }

  static RefusedException conflict(String error) {
    return because(CONFLICT, error, null);
  }

  /** The node is not in the state that the operation needs. */
  static RefusedException status(Memberlist.Status status) {
    int code = status == Memberlist.Status.STOPPED ? UNAVAILABLE : CONFLICT;
    return new RefusedException(
        code, new OperationDescriptors.Status(status.name()), "the node is " + status);
  }

  int status() {
    return status;
  }

  Object body() {
    return body;
  }
}
