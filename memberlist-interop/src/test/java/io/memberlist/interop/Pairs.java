package io.memberlist.interop;

import static io.memberlist.interop.Kind.AGENT;
import static io.memberlist.interop.Kind.GO_0_5_4;
import static io.memberlist.interop.Kind.GO_0_7_0;
import static io.memberlist.interop.Kind.JAVA;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Kinds of the two nodes of a test: ours with two releases of the Go library, each in both roles,
 * and the releases with each other, which shows that the test asks for nothing the reference does
 * not do. {@code -Dinterop.only=go} runs that last one alone, {@code -Dinterop.only=agent} the
 * tests with our command line in place of our node.
 */
final class Pairs implements ArgumentsProvider {

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return wanted(
        pair(JAVA, GO_0_5_4),
        pair(GO_0_5_4, JAVA),
        pair(JAVA, GO_0_7_0),
        pair(GO_0_7_0, JAVA),
        pair(GO_0_5_4, GO_0_7_0));
  }

  static Stream<Arguments> wanted(Arguments... all) {
    var only = System.getProperty("interop.only", "");
    return Stream.of(all)
        .map(
            each ->
                only.equals("agent")
                    ? Arguments.of(
                        Arrays.stream(each.get())
                            .map(kind -> kind == JAVA ? AGENT : kind)
                            .toArray())
                    : each)
        .filter(
            each ->
                !only.equals("go")
                    || Arrays.stream(each.get()).allMatch(kind -> ((Kind) kind).isGo()));
  }

  private static Arguments pair(Kind first, Kind second) {
    return Arguments.of(first, second);
  }
}
