package io.memberlist.cli.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One line for each event of level INFO and above: level, area, text. */
final class CliLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  CliLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return LogTarget.wanted();
  }

  @Override
  public boolean isWarnEnabled() {
    return LogTarget.wanted();
  }

  @Override
  public boolean isErrorEnabled() {
    return LogTarget.wanted();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    var text = MessageFormatter.basicArrayFormat(pattern, arguments);
    LogTarget.line(
        level + " " + name + ": " + text + (failure == null ? "" : " (" + failure + ")"));
  }
}
