package io.memberlist.spring.autoconfigure.ui;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

class MvcLivePageTest extends LivePageContract {

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  @Override
  SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET);
  }
}
