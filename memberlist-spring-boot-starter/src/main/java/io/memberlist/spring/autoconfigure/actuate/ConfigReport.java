package io.memberlist.spring.autoconfigure.actuate;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.spring.autoconfigure.MemberlistProperties;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Configuration;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Secret;
import io.memberlist.spring.autoconfigure.actuate.OperationDescriptors.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/** The effective configuration, and where each value comes from. Keys are not shown. */
final class ConfigReport {

  private static final String PRESET = "preset";
  private static final String PROPERTY = "property";
  private static final String CUSTOMIZER = "customizer";

  private final Memberlist memberlist;
  private final MemberlistProperties properties;
  private final Environment environment;

  ConfigReport(Memberlist memberlist, MemberlistProperties properties, Environment environment) {
    this.memberlist = memberlist;
    this.properties = properties;
    this.environment = environment;
  }

  Configuration describe() {
    var preset = preset();
    var effective = memberlist.config();
    var shown = new LinkedHashMap<String, Object>();
    shown.put("preset", preset(properties.getPreset()));
    ConfigSettings.all()
        .forEach((name, setting) -> shown.put(name, describe(name, setting, effective, preset)));
    var secret = properties.getSecretKey();
    shown.put("secret-key", new Secret(secret != null && !secret.isEmpty()));
    shown.put("encryption.keys", new Secret(!properties.getEncryption().getKeys().isEmpty()));
    return new Configuration(shown);
  }

  private Setting preset(MemberlistProperties.Preset preset) {
    return new Setting(preset.name().toLowerCase(Locale.ROOT), isSet("preset") ? PROPERTY : PRESET);
  }

  private Setting describe(
      String name, ConfigSettings.Setting setting, Config effective, Config preset) {
    var value = setting.effective().apply(effective);
    var wanted = setting.wanted().apply(properties);
    var expected = wanted == null ? setting.effective().apply(preset) : wanted;
    boolean changed = !Objects.equals(value, expected) && !chosenAtStart(name, wanted);
    return new Setting(text(value), changed ? CUSTOMIZER : isSet(name) ? PROPERTY : PRESET);
  }

  /** The name has a default of its own, and port 0 becomes a real one. */
  private static boolean chosenAtStart(String name, @Nullable Object wanted) {
    return name.equals("name") && wanted == null
        || name.equals("bind-port") && Objects.equals(wanted, 0);
  }

  private static @Nullable Object text(@Nullable Object value) {
    return value instanceof Duration duration ? duration.toString() : value;
  }

  private Config preset() {
    var builder =
        switch (properties.getPreset()) {
          case LAN -> Config.lan();
          case WAN -> Config.wan();
          case LOCAL -> Config.local();
        };
    return builder.build();
  }

  private boolean isSet(String name) {
    var property = ConfigurationPropertyName.of("memberlist." + name);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.getConfigurationProperty(property) != null
          || source.containsDescendantOf(property) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }
}
