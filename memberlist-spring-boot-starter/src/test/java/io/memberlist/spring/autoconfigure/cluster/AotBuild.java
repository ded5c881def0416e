package io.memberlist.spring.autoconfigure.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** An application that is built ahead of time: its code generated and compiled. */
final class AotBuild {

  private final Path classes;
  private final String initializer;
  private final RuntimeHints hints;

  private AotBuild(Path classes, String initializer, RuntimeHints hints) {
    this.classes = classes;
    this.initializer = initializer;
    this.hints = hints;
  }

  /** Builds one in an empty folder. */
  static AotBuild of(Path folder, List<String> properties, Class<?>... configurations)
      throws IOException {
    var files = new InMemoryGeneratedFiles();
    var names = new ClassNameGenerator(ClassName.get("org.example", "Application"));
    var generation = new DefaultGenerationContext(names, files);
    var context = new AnnotationConfigApplicationContext();
    TestPropertyValues.of(properties).applyTo(context);
    context.register(configurations);
    var initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
    generation.writeGeneratedContent();

    var sources = write(files, Kind.SOURCE, folder.resolve("sources"));
    var classes = folder.resolve("classes");
    write(files, Kind.CLASS, classes);
    var arguments =
        new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-nowarn", "-Xlint:none"));
    sources.forEach(source -> arguments.add(source.toString()));
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return new AotBuild(classes, initializer.canonicalName(), generation.getRuntimeHints());
  }

  private static List<Path> write(InMemoryGeneratedFiles files, Kind kind, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    var written = new ArrayList<Path>();
    for (var file : files.getGeneratedFiles(kind).entrySet()) {
      var target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      try (var content = file.getValue().getInputStream()) {
        Files.copy(content, target);
      }
      written.add(target);
    }
    return written;
  }

  RuntimeHints hints() {
    return hints;
  }

  /**
   * Calls a static method with what was generated, where that and everything else is of one class
   * loader: generated code uses members that only their own packages see.
   *
   * @param <T> of the JDK
   */
  @SuppressWarnings("unchecked")
  <T> T run(Class<?> type, String method) throws Exception {
    var before = Thread.currentThread().getContextClassLoader();
    try (var loader = new URLClassLoader(everything(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      var parameter = loader.loadClass(ApplicationContextInitializer.class.getName());
      var built = loader.loadClass(initializer).getDeclaredConstructor().newInstance();
      return (T) loader.loadClass(type.getName()).getMethod(method, parameter).invoke(null, built);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private URL[] everything() throws IOException {
    var urls = new ArrayList<URL>(List.of(classes.toUri().toURL()));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
