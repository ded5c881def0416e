package io.memberlist.spring.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.memberlist.spring.test.TestApplication;
import org.junit.jupiter.api.Test;

/** Section 8.2. */
class InfoTest {

  @Test
  void theNodeIsInTheInfoIfThatIsWished() {
    try (var application =
        TestApplication.start(
            "memberlist.name=orders-1", "management.info.memberlist.enabled=true")) {
      var info = application.get("/actuator/info");

      assertThat(info.fields("/memberlist"))
          .containsExactly("version", "name", "address", "members", "protocolVersion");
      var json = info.json().at("/memberlist");
      assertThat(json.at("/name").asString()).isEqualTo("orders-1");
      assertThat(json.at("/address").asString()).isEqualTo(application.seed());
      assertThat(json.at("/members").asInt()).isEqualTo(1);
      assertThat(json.at("/protocolVersion").asInt()).isEqualTo(2);

      application.memberlist().shutdown();
      assertThat(application.get("/actuator/info").fields("/memberlist"))
          .containsExactly("version", "name", "members", "protocolVersion");
    }
  }

  @Test
  void itIsOffByDefault() {
    try (var application = TestApplication.start()) {
      assertThat(application.get("/actuator/info").json().has("memberlist")).isFalse();
      assertThat(application.context().containsBean("memberlistInfoContributor")).isFalse();
    }
  }
}
