package io.memberlist.sample.demo;

import org.springframework.http.HttpStatus;

/** A command that is not possible now; the message is for the visitor. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpStatus status;

  RefusedException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
