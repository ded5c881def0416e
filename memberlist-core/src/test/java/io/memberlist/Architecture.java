package io.memberlist;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of section 2 of the architecture, for any root package, so that each can be shown to
 * bite on a forged one.
 */
final class Architecture {

  private final String root;
  private final String wire;
  private final String codec;
  private final String core;
  private final String driver;

  Architecture(String root) {
    this.root = root;
    wire = root + ".internal.wire";
    codec = root + ".internal.codec";
    core = root + ".internal.core";
    driver = root + ".internal.driver";
  }

  private String[] api() {
    return new String[] {root, root + ".transport..", root + ".broadcast..", root + ".metrics.."};
  }

  ArchRule layers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("api")
        .definedBy(api())
        .layer("wire")
        .definedBy(wire)
        .layer("codec")
        .definedBy(codec)
        .layer("core")
        .definedBy(core)
        .layer("driver")
        .definedBy(driver)
        .whereLayer("driver")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("core")
        .mayOnlyBeAccessedByLayers("driver")
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("driver")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("codec", "core", "driver")
        .ignoreDependency(name(root + ".Memberlist"), name(driver + ".MemberlistFactory"))
        .ignoreDependency(name(root + ".Tags"), name(wire + ".TagCodec"));
  }

  /** What a package may use besides itself; names are relative to the root, "" is the root. */
  ArchRule mayUse(String user, String... used) {
    var allowed = new ArrayList<String>(List.of(absolute(user)));
    Arrays.stream(used).map(this::absolute).forEach(allowed::add);
    return classes()
        .that()
        .resideInAPackage(absolute(user))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(root + "..")
                .or(resideInAnyPackage(allowed.toArray(String[]::new)))
                .or(nameMatching(backEdges(user)))
                .as("may be used by " + absolute(user)));
  }

  /** The classes above a package that it may use all the same. */
  private String backEdges(String user) {
    return switch (user) {
      case "" -> driver + ".MemberlistFactory|" + wire + ".TagCodec";
      case "transport" -> exceptions();
      default -> "none";
    };
  }

  private String exceptions() {
    return root + "\\.[A-Za-z]+Exception";
  }

  private String absolute(String relative) {
    return relative.isEmpty() ? root : root + "." + relative;
  }

  ArchRule noCycles() {
    return slices()
        .matching("(" + root + "..)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(name(root + ".Memberlist"), name(driver + ".MemberlistFactory"))
        .ignoreDependency(name(root + ".Tags"), name(wire + ".TagCodec"))
        .ignoreDependency(resideInAnyPackage(root + ".transport"), nameMatching(exceptions()));
  }

  ArchRule coreIsPure() {
    return noClasses()
        .that()
        .resideInAPackage(core)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio..",
            "java.util.concurrent..",
            "java.security..",
            "javax..",
            "org.slf4j..");
  }

  ArchRule timeAndChanceComeFromOutside() {
    return noClasses()
        .that()
        .resideInAnyPackage(core, wire, codec)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class);
  }

  ArchRule onlyWireKnowsMsgpack() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(wire)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.msgpack..");
  }

  /** Two classes, which only load where dnsjava is. */
  ArchRule onlyTheDnsClientKnowsDnsjava() {
    return noClasses()
        .that()
        .haveNameNotMatching(root + "\\.internal\\.net\\.(DnsjavaClient|DnsStream)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.xbill..");
  }

  /** A package that only loads where Micrometer is. */
  ArchRule onlyTheBinderKnowsMicrometer() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".metrics.micrometer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..");
  }

  ArchRule onlyCodecKnowsCiphers() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(codec)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.crypto..");
  }

  ArchRule noInternalTypeInThePublicApi() {
    return classes().that().resideInAnyPackage(api()).should(showNothingOf(root + ".internal."));
  }

  private static ArchCondition<JavaClass> showNothingOf(String prefix) {
    return new ArchCondition<>("show no type of " + prefix + " to applications") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (isPublic(type)) {
          shown(type).stream()
              .filter(name -> name.startsWith(prefix))
              .forEach(
                  name ->
                      events.add(
                          SimpleConditionEvent.violated(
                              type, type.getName() + " shows applications " + name)));
        }
      }
    };
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(Architecture::isPublic).orElse(true);
  }

  /** Names of all types that a class offers: supertypes, and what its members are made of. */
  private static Set<String> shown(JavaClass type) {
    var names = new TreeSet<String>();
    type.getRawSuperclass().ifPresent(parent -> names.add(parent.getName()));
    type.getRawInterfaces().forEach(parent -> names.add(parent.getName()));
    for (JavaMember member : type.getMembers()) {
      var modifiers = member.getModifiers();
      boolean offered =
          modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
      if (offered && !modifiers.contains(JavaModifier.SYNTHETIC)) {
        member.getAllInvolvedRawTypes().forEach(involved -> names.add(involved.getName()));
      }
    }
    return names;
  }

  ArchRule packagesAreDescribedAndNullMarked() {
    return all(packages(root)).should(beNullMarked());
  }

  private static AbstractClassesTransformer<JavaPackage> packages(String root) {
    return new AbstractClassesTransformer<>("packages of " + root) {
      @Override
      public Iterable<JavaPackage> doTransform(JavaClasses classes) {
        var packages = new ArrayList<JavaPackage>();
        collect(classes.getPackage(root), packages);
        return packages;
      }
    };
  }

  private static void collect(JavaPackage from, List<JavaPackage> packages) {
    if (!from.getClasses().isEmpty()) {
      packages.add(from);
    }
    from.getSubpackages().forEach(sub -> collect(sub, packages));
  }

  private static ArchCondition<JavaPackage> beNullMarked() {
    return new ArchCondition<>("have a package-info with @NullMarked") {
      @Override
      public void check(JavaPackage checked, ConditionEvents events) {
        boolean marked =
            checked.tryGetPackageInfo().map(i -> i.isAnnotatedWith(NullMarked.class)).orElse(false);
        events.add(
            new SimpleConditionEvent(
                checked, marked, "package " + checked.getName() + " has no @NullMarked"));
      }
    };
  }
}
