package io.memberlist.spring.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.test.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Section 9.1 as Prometheus sees it: names, and the dashboard made of them. */
class PrometheusTest {

  private static final Pattern METRIC = Pattern.compile("memberlist_[a-z_]+");
  private static final Pattern TABLE_ROW =
      Pattern.compile("\\| `memberlist\\..*`(memberlist_[a-z_]+)");
  private static TestApplication application;
  private static String scraped;

  @BeforeAll
  static void scrape() {
    application = TestApplication.start("memberlist.name=orders-1", "memberlist.probe-interval=0");
    scraped = application.get("/actuator/prometheus").text();
  }

  @AfterAll
  static void end() {
    application.close();
  }

  private static Set<String> scrapedNames() {
    return Arrays.stream(scraped.split("\n"))
        .filter(line -> !line.startsWith("#"))
        .map(METRIC::matcher)
        .filter(Matcher::lookingAt)
        .map(Matcher::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A timer or summary has three names, none of them its own. */
  private static boolean scraped(String name) {
    var names = scrapedNames();
    return names.contains(name) || names.contains(name + "_count");
  }

  @Test
  void s_72_everyNameOfTheTableIsThere() throws IOException {
    var documented =
        Files.readAllLines(Path.of("..", "docs", "spring-boot.md")).stream()
            .map(TABLE_ROW::matcher)
            .filter(Matcher::find)
            .map(row -> row.group(1))
            .toList();

    assertThat(documented).hasSizeGreaterThan(25).allMatch(PrometheusTest::scraped);
  }

  @Test
  void s_70_countersBeginWithZero() {
    var counters =
        Arrays.stream(scraped.split("\n"))
            .filter(line -> line.matches("memberlist_[a-z_]+_total\\{.*"))
            .filter(line -> !line.startsWith("memberlist_msg_alive")) // the own one
            .toList();

    assertThat(counters).hasSizeGreaterThan(25).allMatch(line -> line.endsWith(" 0.0"));
    assertThat(scraped)
        .contains("memberlist_node_instances{name=\"memberlist\",node_state=\"alive\"} 1.0");
  }

  @Test
  void s_71_noTagHoldsANodesName() {
    assertThat(scraped.lines().filter(line -> line.startsWith("memberlist_")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("orders-1") || line.contains("127.0.0.1"));
  }

  @Test
  void theDashboardUsesOnlyMetersThatExist() throws IOException {
    var dashboard =
        new JsonMapper()
            .readTree(Files.readString(Path.of("..", "docs", "grafana-dashboard.json")));
    List<String> expressions = dashboard.findValuesAsString("expr");

    var used =
        expressions.stream()
            .flatMap(expression -> METRIC.matcher(expression).results())
            .map(result -> result.group())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(expressions).hasSizeGreaterThan(10);
    assertThat(scrapedNames()).containsAll(used);
  }
}
