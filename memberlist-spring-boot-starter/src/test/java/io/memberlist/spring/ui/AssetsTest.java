package io.memberlist.spring.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AssetsTest {

  private static final Path PAGE =
      Path.of("src", "main", "resources", "io", "memberlist", "spring", "ui", "page");
  private static final Path PACKED =
      Path.of("target", "classes", "io", "memberlist", "spring", "ui", "page");
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "style=|innerHTML|\\son[a-z]+=\"|\\beval\\(|new Function|https?:(?!//www\\.w3\\.org/2000/svg)");

  @Test
  void l_71_theAssetsNeedNothingThatThePolicyForbids() throws IOException {
    for (var file : files(PAGE)) {
      assertThat(FORBIDDEN.matcher(Files.readString(file)).results().map(r -> r.group()))
          .as(file.getFileName().toString())
          .isEmpty();
    }
  }

  @Test
  void l_80_theLibrariesAndTheirLicencesAreInTheJar() {
    assertThat(
            List.of(
                "lib/lit-html/lit-html.js",
                "lib/lit-html/directive.js",
                "lib/lit-html/directive-helpers.js",
                "lib/lit-html/directives/repeat.js",
                "lib/lit-html/LICENSE",
                "lib/uplot/uPlot.iife.min.js",
                "lib/uplot/uPlot.min.css",
                "lib/uplot/LICENSE"))
        .allSatisfy(name -> assertThat(PACKED.resolve(name)).exists());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      var files = paths.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }
}
