package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.memberlist.spring.ui.UiHub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * L-44: what an open page costs the application, with 500 members, 20 changes and 200 messages a
 * second. CPU time is that of the page's threads, writing to the connection included, so that other
 * work on the machine matters little; limits of time are three times the aims. {@code
 * docs/benchmarks.md} has the command and the figures.
 */
class PageBenchmark {

  private static final Logger log = LoggerFactory.getLogger(PageBenchmark.class);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SECONDS = 20;
  private static final int SLACK = 3;

  private final List<Reader> readers = new ArrayList<>();
  private ConfigurableApplicationContext context;

  @BeforeEach
  void run() {
    context =
        new SpringApplicationBuilder(ManyMembers.class)
            .run(
                "--server.port=0",
                "--memberlist.bind-addr=127.0.0.1",
                "--memberlist.bind-port=0",
                "--members=500",
                "--memberlist.ui.enabled=true",
                "--memberlist.ui.path=/");
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void l_44_anOpenPageCostsOnePercentOfACore() {
    readers.add(new Reader(Applications.port(context)));
    awaitSeconds(SECONDS); // compiled by then

    var one = measure();
    while (readers.size() < 16) {
      readers.add(new Reader(Applications.port(context)));
    }
    awaitSeconds(2);
    var sixteen = measure();

    log.info("One client: {}", one);
    log.info("Sixteen clients: {}", sixteen);
    assertThat(one.bytesPerSecond).isLessThanOrEqualTo(10_000);
    assertThat(one.percent).isLessThanOrEqualTo(SLACK * 1.0);
    assertThat(sixteen.percent).isLessThanOrEqualTo(SLACK * 2.0);
  }

  @Test
  void l_44_aStateIsBuiltIn20Milliseconds() {
    var hub = context.getBean(UiHub.class);
    var nanos =
        LongStream.range(0, 500)
            .map(
                i -> {
                  long begin = THREADS.getCurrentThreadCpuTime();
                  hub.stateJson(null);
                  return THREADS.getCurrentThreadCpuTime() - begin;
                })
            .toArray();
    int bytes = hub.stateJson(null).getBytes(StandardCharsets.UTF_8).length;
    long first = TimeUnit.NANOSECONDS.toMicros(nanos[0]);
    long median =
        TimeUnit.NANOSECONDS.toMicros(
            LongStream.of(nanos).skip(100).sorted().skip(200).findFirst().orElseThrow());

    log.info("State: {} bytes; {} µs the first time, then {} µs", bytes, first, median);
    assertThat(bytes).isLessThanOrEqualTo(150_000);
    assertThat(median).isLessThanOrEqualTo(SLACK * 20_000L);
  }

  private record Cost(double percent, double bytesPerSecond, double allocatedPerSecond) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.2f %% of a core, %.1f kB/s for each, %.1f MB/s allocated",
          percent,
          bytesPerSecond / 1e3,
          allocatedPerSecond / 1e6);
    }
  }

  private Cost measure() {
    long begin = System.nanoTime();
    long cpu = ofPage(THREADS::getThreadCpuTime);
    long allocated = ofPage(THREADS::getThreadAllocatedBytes);
    long bytes = readers.stream().mapToLong(reader -> reader.bytes.get()).sum();
    awaitSeconds(SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Cost(
        (ofPage(THREADS::getThreadCpuTime) - cpu) / seconds / 1e7,
        (readers.stream().mapToLong(reader -> reader.bytes.get()).sum() - bytes)
            / seconds
            / readers.size(),
        (ofPage(THREADS::getThreadAllocatedBytes) - allocated) / seconds);
  }

  /** The first page was told so many times how many messages there were: once a second. */
  private void awaitSeconds(int seconds) {
    var first = readers.get(0);
    long wanted = first.rates.get() + seconds;
    Awaitility.await()
        .atMost(5L * seconds, TimeUnit.SECONDS)
        .until(() -> first.rates.get() >= wanted);
  }

  private static long ofPage(ToLongFunction<Long> value) {
    return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().matches(".*-ui(-writer)?"))
        .mapToLong(thread -> value.applyAsLong(thread.getThreadId()))
        .sum();
  }

  /** A page that only counts. */
  private static final class Reader {
    private final int port;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong rates = new AtomicLong();

    Reader(int port) {
      this.port = port;
      var thread = new Thread(this::read, "reader");
      thread.setDaemon(true);
      thread.start();
    }

    private void read() {
      try (var socket = new Socket("127.0.0.1", port)) {
        socket
            .getOutputStream()
            .write(
                "GET /events?traffic=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        var lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          bytes.addAndGet(line.length() + 1L);
          if (line.equals("event:rates")) {
            rates.incrementAndGet();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
