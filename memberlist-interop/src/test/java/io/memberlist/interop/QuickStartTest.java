package io.memberlist.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An empty Boot application outside this repository: a dependency, one property, and it is a
 * member. Our artifacts come from a local repository that has nothing else; what others publish,
 * from the user's own or from the network.
 */
class QuickStartTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String VERSION = "1.0.0-SNAPSHOT";

  @TempDir private Path folder;

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>org.springframework.boot</groupId>
          <artifactId>spring-boot-starter-parent</artifactId>
          <version>4.1.2</version>
        </parent>
        <groupId>org.example</groupId>
        <artifactId>orders</artifactId>
        <version>1</version>
        <dependencies>
          <dependency>
            <groupId>io.memberlist</groupId>
            <artifactId>memberlist-spring-boot-starter</artifactId>
            <version>1.0.0-SNAPSHOT</version>
          </dependency>
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <groupId>org.springframework.boot</groupId>
              <artifactId>spring-boot-maven-plugin</artifactId>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String APPLICATION =
      """
      package org.example;

      import org.springframework.boot.SpringApplication;
      import org.springframework.boot.autoconfigure.SpringBootApplication;

      @SpringBootApplication
      public class Orders {
        public static void main(String[] args) {
          SpringApplication.run(Orders.class, args);
        }
      }
      """;

  private static final String THREE_LINES =
      """
      memberlist:
        join:
          seeds: node-1.example.org, node-2.example.org:7946
      """;

  @Test
  void anEmptyApplicationOutsideThisRepositoryBecomesAMember() throws IOException {
    var jar = built();

    try (var seed = Applications.seed();
        var application = Applications.start(jar, seed, List.of(), List.of())) {
      Applications.awaitMember(seed, application);

      assertThat(application.log()).contains(" started at 127.0.0.1:");
    }
  }

  private Path built() throws IOException {
    var repository = folder.resolve("repository");
    install(repository, "memberlist-parent", ROOT.resolve("pom.xml"));
    for (var module : List.of("memberlist-core", "memberlist-spring-boot-starter")) {
      install(repository, module, ROOT.resolve(module).resolve("pom.xml"));
    }
    write("pom.xml", POM);
    write("src/main/java/org/example/Orders.java", APPLICATION);
    write("src/main/resources/application.yml", THREE_LINES);
    var build =
        ExternalProcess.run(
            List.of(
                ROOT.resolve("mvnw").toString(),
                "-B",
                "-q",
                "-f",
                folder.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + usersRepository(),
                "-DskipTests",
                "package"));
    var jar = folder.resolve("target/orders-1.jar");
    if (!"required".equals(System.getProperty("externals"))) {
      assumeTrue(build.exitCode() == 0, () -> "needs Maven Central: " + build.output());
    }
    assertThat(build.output() + (build.exitCode() == 0 ? "" : " failed")).doesNotEndWith(" failed");
    return jar;
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** As {@code mvn install} does, without building once more. */
  private static void install(Path repository, String artifact, Path pom) throws IOException {
    var target = repository.resolve("io/memberlist").resolve(artifact).resolve(VERSION);
    var base = artifact + "-" + VERSION;
    Files.createDirectories(target);
    Files.copy(pom, target.resolve(base + ".pom"));
    var jar = pom.resolveSibling("target").resolve(base + ".jar");
    if (!artifact.equals("memberlist-parent")) {
      if (!"required".equals(System.getProperty("externals"))) {
        assumeTrue(Files.exists(jar), "build the modules first: ./mvnw package");
      }
      Files.copy(jar, target.resolve(base + ".jar"));
    }
  }

  private static String usersRepository() {
    return System.getProperty(
        "maven.repo.local", Path.of(System.getProperty("user.home"), ".m2/repository").toString());
  }
}
