package io.memberlist.spring.autoconfigure;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.AddressNotAllowedException;
import io.memberlist.ConfigException.Violation;
import io.memberlist.NoAdvertiseAddressException;
import io.memberlist.NoSeedReachableException;
import io.memberlist.NodeMetadataException;
import io.memberlist.ProtocolMismatchException;
import io.memberlist.TransportBindException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ApplicationContextException;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

/** The analyzers as Boot finds them, with failures as Spring wraps them (S-90). */
class FailureDepthTest {

  /** Those of the starter that are registered; some of Boot's own need more arguments. */
  private static List<FailureAnalyzer> analyzers() {
    var arguments = ArgumentResolver.of(Environment.class, new MockEnvironment());
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((text, e) -> {}))
        .stream()
        .filter(analyzer -> analyzer.getClass().getName().startsWith("io.memberlist."))
        .toList();
  }

  /** At least one for every analyzer. */
  static Stream<RuntimeException> failures() {
    return Stream.of(
        new TransportBindException("TCP", "0.0.0.0", 7946, new BindException("Address in use")),
        new TransportBindException("TCP", "192.0.2.7", 7946, new BindException("not ours")),
        new InvalidMemberlistKeyException("memberlist.secret-key", "it is not base64."),
        new InvalidMemberlistPropertyException(
            List.of(new Violation("memberlist.gossip-nodes", "-1", "must be at least 0"))),
        new NoSeedReachableException(List.of()),
        new NotEnoughSeedsException(1, 2, List.of()),
        new NoAdvertiseAddressException(List.of()),
        new AddressNotAllowedException("192.0.2.7:7946", List.of("10.0.0.0/8")),
        new NodeMetadataException(
            "The metadata of this node takes 513 bytes; at most 512 are allowed."
                + " Largest tags: long (500), zone (8).",
            513,
            512),
        new ProtocolMismatchException("orders-1", false, 6, 1, 5));
  }

  private static List<FailureAnalysis> analyses(Throwable failure) {
    return analyzers().stream()
        .map(analyzer -> analyzer.analyze(failure))
        .filter(analysis -> analysis != null)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void s_90_oneAnalyzerSpeaksFromWhateverDepth(RuntimeException failure) {
    var plain = analyses(failure);
    assertThat(plain).hasSize(1);

    Throwable wrapped = failure;
    for (int depth = 1; depth <= 6; depth++) {
      wrapped = wrap(wrapped, depth);

      assertThat(analyses(wrapped))
          .as("%d exceptions around it", depth)
          .usingRecursiveFieldByFieldElementComparatorOnFields("description", "action")
          .isEqualTo(plain);
      assertThat(analyses(wrapped).get(0).getCause()).isSameAs(failure);
    }
  }

  private static RuntimeException wrap(Throwable cause, int depth) {
    return switch (depth % 3) {
      case 0 -> new IllegalStateException(new ExecutionException(cause));
      case 1 -> new ApplicationContextException("Failed to start bean", cause);
      default -> new BeanCreationException("memberlist", "could not be created", cause);
    };
  }

  @Test
  void s_90_everyAnalyzerHasItsFailure() {
    var speaking =
        analyzers().stream()
            .filter(each -> failures().anyMatch(failure -> each.analyze(failure) != null));

    assertThat(speaking.count()).isEqualTo(9).isEqualTo(analyzers().size());
  }

  @Test
  void s_90_failuresOfOthersAreLeftToOthers() {
    assertThat(analyses(new BeanCreationException("x", "y", new BindException("in use"))))
        .isEmpty();
  }

  /**
   * Texts of a column of section 11; {@code <...>} are values, an ellipsis is what stood before.
   */
  private static List<Pattern> documented(int column) throws IOException {
    var document = Files.readString(Path.of("..", "docs", "spring-boot.md"));
    var section = document.substring(document.indexOf("## 11."), document.indexOf("## 12."));
    return section
        .lines()
        .filter(line -> line.startsWith("| F-") || line.startsWith("| | `"))
        .map(line -> line.replace("\\|", "/").split("\\|")[column])
        .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
        .map(text -> pattern(text.group(1)))
        .toList();
  }

  private static Pattern pattern(String text) {
    var parts = text.split("<[^>]+>|…", -1);
    return Pattern.compile(Arrays.stream(parts).map(Pattern::quote).collect(joining(".*")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void s_91_textsAreThoseOfTheDocument(RuntimeException failure) throws IOException {
    var analysis = analyses(failure).get(0);
    var description = analysis.getDescription().lines().findFirst().orElseThrow();

    assertThat(documented(3)).anyMatch(text -> text.matcher(description).matches());
    assertThat(documented(4)).anyMatch(text -> text.matcher(analysis.getAction()).matches());
  }
}
