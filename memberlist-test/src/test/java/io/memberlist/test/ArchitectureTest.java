package io.memberlist.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What users of this module see is theirs: no type of the simulator, none of the core's inside. */
class ArchitectureTest {

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .importUrl(MemberlistCluster.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void publicMethodsShowNoInternalType() {
    var shown =
        MODULE.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(ArchitectureTest::types)
            .map(JavaClass::getName)
            .toList();

    assertThat(shown)
        .contains("io.memberlist.test.VirtualCluster")
        .noneMatch(name -> name.startsWith("io.memberlist.internal"))
        .noneMatch(name -> name.startsWith("io.memberlist.simulator"));
  }

  private static Stream<JavaClass> types(JavaCodeUnit unit) {
    return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
  }

  @Test
  void assertionsAndContractUseOnlyWhatUsersSee() {
    classes()
        .that()
        .resideInAnyPackage("io.memberlist.test.assertions", "io.memberlist.test.transport")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are no insides",
                type ->
                    !type.getPackageName().startsWith("io.memberlist.internal")
                        && !type.getPackageName().startsWith("io.memberlist.simulator")))
        .check(MODULE);
  }

  @Test
  void packagesAreDescribedAndNullMarked() throws Exception {
    for (var type : MODULE) {
      var description = Class.forName(type.getPackageName() + ".package-info");
      assertThat(description).hasAnnotation(NullMarked.class);
    }
  }
}
