package io.memberlist.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.memberlist.Memberlist;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

/** What is loaded in the background; {@code start-classes.sh} renews the list. */
class StartClassesTest {

  private static List<String> names() throws IOException {
    return new ClassPathResource(StartClasses.LIST)
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  /** A name of old costs nothing, a list of such is of no use. */
  @Test
  void theListIsOfToday() throws Exception {
    assertThat(names())
        .hasSizeGreaterThan(300)
        .doesNotHaveDuplicates()
        .contains(MemberlistLifecycle.class.getName(), "io.memberlist.internal.driver.Engine");
    assertThat(names())
        .filteredOn(name -> !ClassUtils.isPresent(name, getClass().getClassLoader()))
        .hasSizeLessThan(names().size() / 10);
  }

  @Test
  void bootLoadsThem() {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
        .hasAtLeastOneElementOfType(StartClasses.class);
  }

  /** Most of the starter's classes cannot be verified without Spring. */
  @Test
  void s_01_whatNeedsALibraryThatIsNotThereIsLeftOut() throws Exception {
    var ours = new URL[] {location(StartClasses.class), location(Memberlist.class)};
    try (var loader = new URLClassLoader(ours, ClassLoader.getPlatformClassLoader())) {
      assertThatNoException().isThrownBy(() -> new StartClasses(loader).preinitialize());
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
