package io.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom. Every rule also meets a forged package, where it has something to find. */
class ArchitectureTest {

  private static final String ROOT = "io.memberlist";
  private static final String FORGED = "forged";

  private static final JavaClasses LIBRARY = classesBeside(Memberlist.class);
  private static final JavaClasses FORGERY =
      new ClassFileImporter().importPackagesOf(forged.Memberlist.class);

  /** Everything of the directory or archive that a class comes from, i.e. no tests. */
  private static JavaClasses classesBeside(Class<?> type) {
    var location = type.getProtectionDomain().getCodeSource().getLocation();
    return new ClassFileImporter().importUrl(location);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("layers", Architecture::layers, "forged.internal.core.Upwards.<init>"),
        rule("metrics", a -> a.mayUse("metrics"), "forged.metrics.Gauge.<init>"),
        rule("broadcast", a -> a.mayUse("broadcast"), "forged.broadcast.Rumour.<init>"),
        rule("net", a -> a.mayUse("internal.net"), "forged.internal.net.Socket.<init>"),
        rule(
            "transport",
            a -> a.mayUse("transport", "internal.net", "metrics"),
            "forged.transport.Tunnel.<init>"),
        rule(
            "api",
            a -> a.mayUse("", "transport", "metrics", "broadcast", "internal.net"),
            "forged.Memberlist.core()"),
        rule("wire", a -> a.mayUse("internal.wire", ""), "forged.internal.wire.Backwards.<init>"),
        rule(
            "codec",
            a -> a.mayUse("internal.codec", "", "internal.wire"),
            "forged.internal.codec.Sideways.<init>"),
        rule(
            "core",
            a -> a.mayUse("internal.core", "", "broadcast", "metrics", "internal.wire"),
            "forged.internal.core.Upwards.<init>"),
        rule("cycles", Architecture::noCycles, "Cycle detected"),
        rule("purity", Architecture::coreIsPure, "forged.internal.core.Clockwork.file"),
        rule(
            "nanoTime",
            Architecture::timeAndChanceComeFromOutside,
            "calls method <java.lang.System.nanoTime()>"),
        rule(
            "currentTimeMillis",
            Architecture::timeAndChanceComeFromOutside,
            "calls method <java.lang.System.currentTimeMillis()>"),
        rule(
            "Math.random",
            Architecture::timeAndChanceComeFromOutside,
            "calls method <java.lang.Math.random()>"),
        rule(
            "new Random",
            Architecture::timeAndChanceComeFromOutside,
            "calls constructor <java.util.Random.<init>()>"),
        rule(
            "Thread",
            Architecture::timeAndChanceComeFromOutside,
            "<java.lang.Thread.currentThread()>"),
        rule("msgpack", Architecture::onlyWireKnowsMsgpack, "forged.internal.codec.Sideways"),
        rule("dnsjava", Architecture::onlyTheDnsClientKnowsDnsjava, "forged.internal.net.Socket"),
        rule("micrometer", Architecture::onlyTheBinderKnowsMicrometer, "forged.metrics.Gauge"),
        rule("ciphers", Architecture::onlyCodecKnowsCiphers, "forged.internal.core.Clockwork"),
        rule(
            "public API",
            Architecture::noInternalTypeInThePublicApi,
            "forged.Memberlist shows applications forged.internal.core.Clockwork"),
        rule(
            "package-info",
            Architecture::packagesAreDescribedAndNullMarked,
            "package forged.internal.core has no @NullMarked"));
  }

  private static Arguments rule(
      String name, Function<Architecture, ArchRule> rule, String foundInTheForgery) {
    return Arguments.of(name, rule, foundInTheForgery);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theLibraryKeepsTheRule(
      String name, Function<Architecture, ArchRule> rule, String foundInTheForgery) {
    var result = rule.apply(new Architecture(ROOT)).evaluate(LIBRARY);

    assertThat(result.getFailureReport().getDetails()).as(name).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theRuleBites(String name, Function<Architecture, ArchRule> rule, String foundInTheForgery) {
    var result = rule.apply(new Architecture(FORGED)).evaluate(FORGERY);

    assertThat(result.getFailureReport().getDetails())
        .as(name)
        .anySatisfy(line -> assertThat(line).contains(foundInTheForgery));
  }

  @ParameterizedTest
  @MethodSource("backEdges")
  void theNamedBackEdgesAreTolerated(Function<Architecture, ArchRule> rule) {
    var result = rule.apply(new Architecture(FORGED)).evaluate(FORGERY);

    assertThat(result.getFailureReport().getDetails())
        .isNotEmpty()
        .noneMatch(line -> line.contains("<forged.Tags.<init>()> calls"));
  }

  static Stream<Function<Architecture, ArchRule>> backEdges() {
    return Stream.of(
        Architecture::layers,
        a -> a.mayUse("", "transport", "metrics", "broadcast", "internal.net"));
  }
}
