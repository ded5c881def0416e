package io.memberlist.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One module of the build: the tests in its sources, and what its reports say. */
final class BuildModule {

  private static final Pattern NAMED =
      Pattern.compile("^\\s*(?:public |protected )?void ([a-z]+\\d*_\\w+)\\(", Pattern.MULTILINE);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  private final Path directory;

  BuildModule(Path directory) {
    this.directory = directory;
  }

  /** The modules of a parent, in its order. */
  static List<BuildModule> of(Path root) throws IOException {
    var pom = Files.readString(root.resolve("pom.xml"));
    return Pattern.compile("<module>([^<]+)</module>")
        .matcher(pom)
        .results()
        .map(found -> new BuildModule(root.resolve(found.group(1))))
        .toList();
  }

  /** Tests that are named after an ID, by class and name. */
  List<TestMethod> tests() throws IOException {
    var found = new ArrayList<TestMethod>();
    for (var file : files(directory.resolve("src/test/java"), ".java")) {
      found.addAll(tests(file));
    }
    return found;
  }

  private List<TestMethod> tests(Path file) throws IOException {
    var source = Files.readString(file);
    var className = file.getFileName().toString().replace(".java", "");
    var packages = PACKAGE.matcher(source);
    var module = directory.getFileName().toString();
    var mode = Mode.of(module, packages.find() ? packages.group(1) : "", className, source);
    return NAMED
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .map(method -> new TestMethod(module, className, method, mode, Ids.inName(method)))
        .filter(test -> !test.named().ids().isEmpty())
        .toList();
  }

  /** What the reports say. */
  Reports reports() throws IOException {
    var reports = new Reports();
    for (var kind : List.of("surefire-reports", "failsafe-reports")) {
      for (var file : files(directory.resolve("target").resolve(kind), ".xml")) {
        reports.read(file);
      }
    }
    return reports;
  }

  /** What tests measured, by ID; in each the figures by name. */
  Map<String, Map<String, String>> figures() throws IOException {
    var found = new TreeMap<String, Map<String, String>>();
    for (var file : files(directory.resolve("target/figures"), ".txt")) {
      var name = file.getFileName().toString().replace(".txt", "");
      int end = name.indexOf(' ');
      found
          .computeIfAbsent(name.substring(0, end), id -> new TreeMap<>())
          .put(name.substring(end + 1), Files.readString(file).strip());
    }
    return found;
  }

  private static List<Path> files(Path under, String suffix) throws IOException {
    if (!Files.isDirectory(under)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(under)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
