package io.memberlist.cli.decode;

import java.io.IOException;

/** A capture file is none, ends in the middle, or is damaged there. */
final class DamagedCaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedCaptureException(String sentence) {
    super(sentence);
  }
}
