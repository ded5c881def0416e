package io.memberlist.internal.driver;

import io.memberlist.MemberlistException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.RemoteErrorException;
import io.memberlist.TransportException;
import io.memberlist.VetoException;
import io.memberlist.internal.codec.MalformedMessageException.Reason;
import io.memberlist.internal.codec.StreamRefusedException;
import io.memberlist.internal.core.ExchangeResult;
import io.memberlist.transport.Address;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what can go wrong with a stream into the closed list of reasons and typed exceptions. */
final class Failures {

  private Failures() {}

  /** The connection could not be made. */
  static ExchangeFailure dial(Address to, IOException e, Duration limit) {
    if (e instanceof SocketTimeoutException) {
      return notConnected(to, "timed out after " + text(limit), "", e, ExchangeResult.FAILURE);
    }
    if (e instanceof ConnectException && text(e).toLowerCase(Locale.ROOT).contains("refused")) {
      var hint = "; is the port reachable over TCP and UDP?";
      return notConnected(to, "connection refused", hint, e, ExchangeResult.REFUSED);
    }
    return notConnected(to, "unreachable: " + text(e), "", e, ExchangeResult.FAILURE);
  }

  /** The connection was there, but what was wanted of it failed. */
  static ExchangeFailure io(Address to, TimedStream stream, IOException e, Duration limit) {
    if (e instanceof StreamRefusedException refused) {
      return answer(to, refused);
    }
    if (stream.timedOut(e)) {
      return timedOut(to, limit, e);
    }
    if (e instanceof EOFException || e instanceof SocketException) {
      return withoutAnswer(to, e);
    }
    return transport(to, "failed: " + text(e), "", e);
  }

  private static ExchangeFailure answer(Address to, StreamRefusedException e) {
    if (e.treatment() == StreamRefusedException.Treatment.SILENT) {
      return withoutAnswer(to, e);
    }
    return e.reason() == Reason.DECRYPT
        ? transport(to, "could not decrypt the answer", ": " + e.getMessage(), e)
        : notMemberlist(to, String.valueOf(e.getMessage()), e);
  }

  /** The peer closed. */
  static ExchangeFailure withoutAnswer(Address to, @Nullable Throwable cause) {
    return transport(
        to, "connection closed without an answer (different label or encryption?)", "", cause);
  }

  /** The answer is not what was asked for. */
  static ExchangeFailure notMemberlist(Address to, String what, @Nullable Throwable cause) {
    return transport(
        to, "the answer is not memberlist's (is this the right port?)", ": " + what, cause);
  }

  static ExchangeFailure timedOut(Address to, Duration limit, @Nullable Throwable cause) {
    return transport(to, "timed out after " + text(limit), "", cause);
  }

  /** The destination cannot be used as it is. */
  static ExchangeFailure notAnAddress(String what) {
    var typed = new MemberlistException("not an address: " + what);
    return new ExchangeFailure("not an address: " + what, typed, ExchangeResult.FAILURE, false);
  }

  /** The peer sent an err message. */
  static ExchangeFailure refused(String remoteText) {
    var typed = new RemoteErrorException(remoteText);
    return new ExchangeFailure("refused: " + remoteText, typed, ExchangeResult.FAILURE, true);
  }

  /** The merge delegate threw. */
  static ExchangeFailure vetoed(Throwable e) {
    var text = text(e);
    var typed = e instanceof VetoException veto ? veto : new VetoException(text);
    var by = typed.vetoedBy() == null ? "" : " " + typed.vetoedBy();
    return new ExchangeFailure(
        "vetoed by MergeDelegate" + by + ": " + text, typed, ExchangeResult.FAILURE, true);
  }

  static ExchangeFailure mismatch(ProtocolMismatchException typed) {
    return new ExchangeFailure(
        "incompatible protocol version", typed, ExchangeResult.FAILURE, true);
  }

  /** Something unexpected, a delegate's exception for instance. */
  static ExchangeFailure failed(Address to, RuntimeException e) {
    return e instanceof MemberlistException typed
        ? new ExchangeFailure("failed: " + text(e), typed, ExchangeResult.FAILURE, true)
        : transport(to, "failed: " + text(e), "", e);
  }

  private static ExchangeFailure transport(
      Address to, String reason, String hint, @Nullable Throwable cause) {
    return new ExchangeFailure(
        reason, typed(to, reason + hint, cause), ExchangeResult.FAILURE, true);
  }

  private static ExchangeFailure notConnected(
      Address to, String reason, String hint, @Nullable Throwable cause, ExchangeResult result) {
    return new ExchangeFailure(reason, typed(to, reason + hint, cause), result, false);
  }

  private static TransportException typed(Address to, String what, @Nullable Throwable cause) {
    return new TransportException("stream to " + to + " failed: " + what, to, cause);
  }

  /** The exception's message, or its type if it has none. */
  static String text(Throwable e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /** Such as {@code 10 s}, {@code 1.5 s} or {@code 50 ms}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis % 1000 == 0
        ? millis / 1000 + " s"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
