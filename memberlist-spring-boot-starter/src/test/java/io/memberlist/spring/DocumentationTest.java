package io.memberlist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.autoconfigure.actuate.MemberlistDescriptor;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors;
import io.memberlist.spring.test.TestApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every snippet of {@code docs/spring-boot.md} is compiled, bound, read or run. */
class DocumentationTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "spring-boot.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** What snippets may name without saying where it comes from. */
  private static final String IMPORTS =
      Stream.of(
              "io.memberlist.*",
              "io.memberlist.spring.autoconfigure.*",
              "io.memberlist.spring.cluster.*",
              "io.memberlist.spring.event.*",
              "io.memberlist.spring.observation.*",
              "io.micrometer.common.*",
              "java.math.*",
              "java.nio.charset.*",
              "java.time.*",
              "java.util.List",
              "org.jspecify.annotations.*",
              "org.springframework.beans.factory.annotation.*",
              "org.springframework.boot.*",
              "org.springframework.boot.autoconfigure.*",
              "org.springframework.boot.autoconfigure.service.connection.*",
              "org.springframework.boot.builder.*",
              "org.springframework.boot.test.context.*",
              "org.springframework.boot.testcontainers.service.connection.*",
              "org.springframework.cache.annotation.*",
              "org.springframework.cloud.client.loadbalancer.*",
              "org.springframework.context.annotation.*",
              "org.springframework.context.event.*",
              "org.springframework.scheduling.annotation.*",
              "org.springframework.stereotype.*",
              "org.springframework.web.client.*",
              "org.testcontainers.containers.GenericContainer",
              "static org.awaitility.Awaitility.*")
          .map(name -> "import " + name + ";\n")
          .reduce("", String::concat);

  @TempDir private Path folder;

  private record Block(String language, String text) {
    @Override
    public String toString() {
      return text.lines().limit(3).toList().toString();
    }
  }

  private static List<Block> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(result -> new Block(result.group(1), result.group(2)))
        .filter(block -> block.language.equals(language))
        .toList();
  }

  @Test
  void noSnippetIsOfAKindThatNobodyTests() throws IOException {
    var known = List.of("java", "yaml", "shell", "json");
    var all = BLOCK.matcher(Files.readString(DOCUMENT)).results().map(r -> r.group(1)).toList();

    assertThat(all).hasSizeGreaterThan(30).allMatch(known::contains);
  }

  /** Each is the inside of a class. */
  @Test
  void everyJavaSnippetCompiles() throws IOException {
    var sources = new ArrayList<JavaFileObject>();
    for (var block : blocks("java")) {
      var name = "Snippet" + sources.size();
      sources.add(new Source(name, IMPORTS + "class " + name + " {\n" + block.text + "}\n"));
    }
    assertThat(sources).hasSizeGreaterThan(12);

    var problems = new DiagnosticCollector<JavaFileObject>();
    var options = List.of("-d", folder.toString(), "-parameters", "-proc:none", "-Xlint:-options");
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, problems, options, null, sources)
        .call();

    assertThat(problems.getDiagnostics())
        .filteredOn(problem -> problem.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .isEmpty();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(java.net.URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  static Stream<Block> configurations() throws IOException {
    return blocks("yaml").stream().filter(block -> !block.text.contains("apiVersion:"));
  }

  /** An application starts with it; on loopback, whatever it says about addresses. */
  @ParameterizedTest
  @MethodSource("configurations")
  void everyConfigurationStartsAnApplicationAndHasOnlyPropertiesThatExist(Block block)
      throws IOException {
    var file = Files.writeString(folder.resolve("application.yml"), block.text);
    assertThat(keys(block)).isNotEmpty().allMatch(known()::test);

    try (var application = TestApplication.start("spring.config.location=file:" + file)) {
      assertThat(application.memberlist().localNode()).isNotNull();
    }
  }

  private static List<String> keys(Block block) {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ByteArrayResource(block.text.getBytes(StandardCharsets.UTF_8)));
    return yaml.getObject().stringPropertyNames().stream()
        .map(key -> key.replaceAll("\\[\\d+]", ""))
        .toList();
  }

  /** Properties of ours by the metadata; others are those of Boot. */
  @SuppressWarnings("unchecked")
  private static java.util.function.Predicate<String> known() throws IOException {
    var file = new ClassPathResource("META-INF/spring-configuration-metadata.json");
    var all = JSON.readValue(file.getContentAsString(StandardCharsets.UTF_8), Map.class);
    var names =
        ((List<Map<String, Object>>) all.get("properties"))
            .stream().map(property -> property.get("name").toString()).toList();
    return key ->
        !key.startsWith("memberlist.")
            || names.contains(key)
            || names.contains(key.substring(0, key.lastIndexOf('.')));
  }

  @Test
  void theServiceOfKubernetesIsHeadlessAndKnowsThoseThatAreNotReady() throws IOException {
    var manifests =
        blocks("yaml").stream().filter(block -> block.text.contains("apiVersion:")).toList();
    assertThat(manifests).hasSize(1);
    var yaml = new YamlMapFactoryBean();
    yaml.setResources(
        new ByteArrayResource(manifests.get(0).text.getBytes(StandardCharsets.UTF_8)));

    assertThat(yaml.getObject())
        .containsEntry("kind", "Service")
        .extractingByKey("spec", org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("clusterIP", "None")
        .containsEntry("publishNotReadyAddresses", true);
  }

  /** One after the other, as they stand there, at one application. */
  @Test
  void everyCallOfTheEndpointIsAnswered() throws IOException {
    var calls =
        blocks("shell").stream()
            .flatMap(block -> block.text.lines())
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(calls).hasSizeGreaterThan(12).allMatch(line -> line.startsWith("curl "));

    try (var application =
        TestApplication.start(
            "memberlist.encryption.keys=MDEyMzQ1Njc4OWFiY2RlZg==,ZmVkY2JhOTg3NjU0MzIxMA==",
            "management.endpoint.memberlist.access=unrestricted")) {
      for (var call : calls) {
        assertThat(answer(application, call).status()).as(call).isBetween(200, 299);
      }
    }
  }

  private static TestApplication.Response answer(TestApplication application, String call) {
    var words = Arrays.asList(call.replace("'Content-Type: application/json'", "type").split(" "));
    var path = words.get(words.size() - 1).substring("localhost:8080".length());
    int method = words.indexOf("-X");
    return switch (method < 0 ? "GET" : words.get(method + 1)) {
      case "POST" -> application.post(path, words.get(words.indexOf("-d") + 1).replace("'", ""));
      case "DELETE" -> application.delete(path);
      default -> application.get(path);
    };
  }

  /** What the endpoint would write, in the same order. */
  @Test
  void s_54_examplesOfJsonAreWhatTheEndpointWrites() throws IOException {
    int compared = 0;
    for (var block : blocks("json")) {
      var tree = JSON.readTree(block.text);
      var type =
          tree.has("events")
              ? OperationDescriptors.Events.class
              : tree.has("enabled")
                  ? OperationDescriptors.Keys.class
                  : tree.has("members") ? MemberlistDescriptor.class : null;
      if (type != null) {
        var written = JSON.writeValueAsString(JSON.readValue(block.text, type));
        assertThat(written).isEqualTo(tree.toString());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3);
  }
}
