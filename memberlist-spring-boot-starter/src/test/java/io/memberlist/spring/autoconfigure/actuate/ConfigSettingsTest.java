package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.Config;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigSettingsTest {

  @Test
  void s_51_everySettingOfTheCoreThatIsNoSecretIsShown() {
    var names = new TreeSet<String>();
    for (var setting : Config.settings()) {
      names.add(setting.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
    }
    names.remove("secret-key");

    assertThat(new TreeSet<>(ConfigSettings.all().keySet())).isEqualTo(names);
  }
}
