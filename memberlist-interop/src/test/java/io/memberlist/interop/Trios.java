package io.memberlist.interop;

import static io.memberlist.interop.Kind.GO_0_5_4;
import static io.memberlist.interop.Kind.GO_0_7_0;
import static io.memberlist.interop.Kind.JAVA;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Kinds of the three nodes of a test, chosen as for {@link Pairs}: ours once in each role, and none
 * of ours.
 */
final class Trios implements ArgumentsProvider {

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return Pairs.wanted(
        Arguments.of(JAVA, GO_0_5_4, GO_0_7_0),
        Arguments.of(GO_0_5_4, JAVA, GO_0_7_0),
        Arguments.of(GO_0_7_0, GO_0_5_4, JAVA),
        Arguments.of(JAVA, GO_0_5_4, JAVA),
        Arguments.of(GO_0_5_4, GO_0_7_0, GO_0_5_4));
  }
}
