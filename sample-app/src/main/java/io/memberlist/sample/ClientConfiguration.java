package io.memberlist.sample;

import java.time.Duration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** HTTP clients to whom a host is the name of a service. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(10);

  @Bean
  @LoadBalanced
  RestClient.Builder loadBalanced() {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(CONNECT);
    requests.setReadTimeout(READ);
    return RestClient.builder().requestFactory(requests);
  }
}
