package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.ClassPathResource;

/** Section 13 of the contract: what editors offer, compared with the document and the code. */
class MetadataTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "spring-boot.md");

  private static final Pattern PROPERTY = Pattern.compile("`(memberlist\\.[a-z][a-z0-9.*-]*)`");

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> metadata(String file, String section)
      throws IOException {
    var json = new ClassPathResource("META-INF/" + file).getContentAsString(StandardCharsets.UTF_8);
    var all = JsonParserFactory.getJsonParser().parseMap(json);
    return (List<Map<String, Object>>) all.get(section);
  }

  private static Map<String, Map<String, Object>> properties() throws IOException {
    var properties = new LinkedHashMap<String, Map<String, Object>>();
    for (var property : metadata("spring-configuration-metadata.json", "properties")) {
      properties.put(property.get("name").toString(), property);
    }
    return properties;
  }

  /** First cells of the tables of some sections: what this module promises. */
  private static Set<String> documented(String from, String to) throws IOException {
    var text = Files.readString(DOCUMENT);
    var names = new LinkedHashSet<String>();
    text.substring(text.indexOf(from), text.indexOf(to))
        .lines()
        .filter(line -> line.startsWith("| `memberlist."))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .map(cell -> cell.replace("`.", "`memberlist.discovery."))
        .forEach(
            cell ->
                PROPERTY
                    .matcher(cell)
                    .results()
                    .map(result -> result.group(1).replace(".*", ""))
                    .forEach(names::add));
    return names;
  }

  @Test
  void s_100_everyPropertyHasADescriptionInASentence() throws IOException {
    var properties = properties();

    assertThat(properties).isNotEmpty();
    properties.forEach(
        (name, property) ->
            assertThat(property.get("description")).as(name).asString().matches("(?s)[A-Z].*\\."));
  }

  @Test
  void s_100_everyPropertyOfTheDocumentExists() throws IOException {
    var expected = documented("### 3.2", "### 3.4");
    assertThat(expected).hasSizeGreaterThan(60);
    expected.addAll(documented("### 10.1", "### 10.2"));
    expected.addAll(documented("## 18.", "\n## 20."));
    assertThat(expected)
        .contains(
            "memberlist.discovery.management-port",
            "memberlist.cluster-events.max-size",
            "memberlist.cache-eviction.caches",
            "memberlist.coordinator.min-members",
            "memberlist.ui.max-clients");

    expected.removeAll(properties().keySet());
    assertThat(expected).as("properties that do not exist").isEmpty();
  }

  @Test
  void s_100_everyPropertyThatExistsIsInTheDocument() throws IOException {
    var text = Files.readString(DOCUMENT);

    for (var name : properties().keySet()) {
      var last = name.substring(name.lastIndexOf('.'));
      var known =
          text.contains("`" + name + "`")
              || text.contains("`" + name + ".*`")
              || text.contains(name)
              || name.startsWith("memberlist.discovery.") && text.contains("`" + last + "`")
              || name.startsWith("management.endpoint.memberlist.");
      assertThat(known).as(name).isTrue();
    }
  }

  @Test
  void s_100_theSwitchesOfBootAreThereByHand() throws IOException {
    assertThat(metadata("additional-spring-configuration-metadata.json", "properties"))
        .extracting(property -> property.get("name"))
        .contains("management.health.memberlist.enabled", "management.info.memberlist.enabled");
  }

  @Test
  void s_101_whatDependsOnThePresetTellsAllThreeDefaults() throws IOException {
    var lan = PropertiesTest.settings(Config.lan().name("n").build());
    var wan = PropertiesTest.settings(Config.wan().name("n").build());
    var local = PropertiesTest.settings(Config.local().name("n").build());
    var properties = properties();
    var differing = new ArrayList<String>();

    lan.forEach(
        (setting, value) -> {
          if (value.equals(wan.get(setting)) && value.equals(local.get(setting))) {
            return;
          }
          differing.add(setting);
          var property = properties.get(PropertyNames.of(setting));
          assertThat(property.get("defaultValue")).as(setting).isNull();
          assertThat(property.get("description"))
              .asString()
              .endsWith(
                  "Default: %s (lan), %s (wan), %s (local)."
                      .formatted(
                          written(value), written(wan.get(setting)), written(local.get(setting))));
        });

    assertThat(differing).hasSizeGreaterThan(8);
  }

  /** The core writes {@code 1m}, the contract {@code 60s}. */
  private static String written(String value) {
    return value.equals("1m") ? "60s" : value;
  }

  @Test
  void s_101_theOtherDefaultsAreThoseOfTheConfiguration() throws IOException {
    var properties = properties();
    Nodes.runner()
        .withPropertyValues("memberlist.auto-startup=false")
        .run(
            context -> {
              var settings = PropertiesTest.settings(context.getBean(Config.class));
              for (var setting :
                  List.of("suspicionMaxTimeoutMult", "handoffQueueDepth", "limits.streams")) {
                assertThat(properties.get(PropertyNames.of(setting)).get("defaultValue"))
                    .as(setting)
                    .hasToString(settings.get(setting));
              }
              for (var setting :
                  List.of("deadNodeReclaimTime", "queueCheckInterval", "rejoin.interval")) {
                var text = properties.get(PropertyNames.of(setting)).get("defaultValue").toString();
                assertThat(DurationStyle.detectAndParse(text))
                    .as(setting)
                    .isEqualTo(Duration.parse("PT" + settings.get(setting)));
              }
            });
  }

  @Test
  void s_102_hintsForWhatOneWouldGuess() throws IOException {
    var hints =
        metadata("spring-configuration-metadata.json", "hints").stream()
            .collect(Collectors.toMap(hint -> hint.get("name").toString(), hint -> hint));

    assertThat(values(hints.get("memberlist.bind-port"))).containsExactly("7946", "0");
    assertThat(values(hints.get("memberlist.preset"))).containsExactly("lan", "wan", "local");
    assertThat(values(hints.get("memberlist.bind-addr")))
        .containsExactly("0.0.0.0", "127.0.0.1", "::");
    assertThat(values(hints.get("memberlist.protocol-version")))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(hints.get("memberlist.tags.keys").get("providers").toString()).contains("any");
    assertThat(hints.get("memberlist.bind-port").get("providers").toString()).contains("any");
    assertThat(hints.get("memberlist.preset").get("values").toString()).contains("description");
  }

  @SuppressWarnings("unchecked")
  private static List<String> values(Map<String, Object> hint) {
    return ((List<Map<String, Object>>) hint.get("values"))
        .stream().map(value -> value.get("value").toString()).toList();
  }
}
