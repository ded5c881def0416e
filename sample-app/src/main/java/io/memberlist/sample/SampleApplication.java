package io.memberlist.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the application; all that makes it a member of a cluster is the starter on the class path.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SampleApplication {

  /** Takes properties as arguments: {@code --memberlist.join.seeds=127.0.0.1:7946}. */
  public static void main(String[] args) {
    SpringApplication.run(SampleApplication.class, args);
  }
}
