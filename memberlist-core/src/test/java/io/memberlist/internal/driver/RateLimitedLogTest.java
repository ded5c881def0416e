package io.memberlist.internal.driver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.memberlist.internal.core.LogEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RateLimitedLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.memberlist.test.limited");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now;
  private final RateLimitedLog log =
      new RateLimitedLog(
          logger,
          new Clock() {
            @Override
            public long nanos() {
              return now;
            }

            @Override
            public Instant instant(long nanos) {
              return Instant.EPOCH.plusNanos(nanos);
            }
          });

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void theSameLineIsWrittenOnceAMinute() {
    log.log(LogEvent.Level.WARN, "again");
    log.log(LogEvent.Level.WARN, "again");
    now += TimeUnit.SECONDS.toNanos(60);
    log.log(LogEvent.Level.WARN, "again");

    assertThat(texts()).containsExactly("again", "again (1 lines left out)");
  }

  @Test
  void differentLinesAreLimitedToTwentyAMinute() {
    for (int i = 0; i < 100; i++) {
      log.log(LogEvent.Level.ERROR, "line " + i);
    }
    now += TimeUnit.SECONDS.toNanos(60);
    log.log(LogEvent.Level.ERROR, "later");

    assertThat(texts()).hasSize(21).last().isEqualTo("later (80 lines left out)");
  }

  @Test
  void whatIsNotLimitedIsAlwaysWritten() {
    for (int i = 0; i < 100; i++) {
      log.unlimited(LogEvent.Level.INFO, "own\ndecision", Map.of("node", "a"));
    }

    assertThat(texts()).hasSize(100).containsOnly("own\\u000adecision");
  }

  @Test
  void linesThatDifferOnlyBehindTheCutAreTheSame() {
    log.log(LogEvent.Level.WARN, "x".repeat(60_000) + "1");
    log.log(LogEvent.Level.WARN, "x".repeat(60_000) + "2");

    assertThat(texts()).hasSize(1).allMatch(line -> line.length() < 400);
  }

  @Test
  void linesOfOneSubjectAreRepeats() {
    log.about("peer", LogEvent.Level.WARN, "from port 1");
    log.about("peer", LogEvent.Level.WARN, "from port 2");
    log.about("other", LogEvent.Level.WARN, "from port 3");

    assertThat(texts()).containsExactly("from port 1", "from port 3 (1 lines left out)");
  }

  @Test
  void whatWentWrongIsShownWithItsStackTrace() {
    log.log(LogEvent.Level.ERROR, "failed", new IllegalStateException("why"));
    log.log(LogEvent.Level.ERROR, "failed", new IllegalStateException("why"));

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("why");
  }

  @Test
  void aLevelThatIsOffTakesNoPart() {
    log.log(LogEvent.Level.DEBUG, "quiet");

    assertThat(texts()).isEmpty();
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
