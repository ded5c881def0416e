package io.memberlist.spring.test;

import io.memberlist.Memberlist;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with a web server and the actuator, on free ports of the loopback interface. */
public final class TestApplication implements AutoCloseable {

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // for a busy machine
  }

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "memberlist.bind-addr", "127.0.0.1",
          "memberlist.bind-port", "0",
          "memberlist.preset", "local",
          "memberlist.leave.propagation-delay", "0",
          "server.port", "0",
          "server.address", "127.0.0.1",
          "management.endpoints.web.exposure.include", "*",
          "spring.main.banner-mode", "off",
          "spring.jmx.enabled", "false");

  private final ConfigurableApplicationContext context;

  private TestApplication(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts one with properties such as {@code memberlist.name=a}. */
  public static TestApplication start(String... properties) {
    return start(List.of(), properties);
  }

  /** Starts one with further configuration classes. */
  public static TestApplication start(List<Class<?>> configurations, String... properties) {
    var sources = new ArrayList<Class<?>>(List.of(Empty.class));
    sources.addAll(configurations);
    var arguments = new ArrayList<String>();
    DEFAULTS.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    for (var property : properties) {
      var name = property.substring(0, property.indexOf('='));
      arguments.removeIf(argument -> argument.startsWith("--" + name + "="));
      arguments.add("--" + property);
    }
    return new TestApplication(
        new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
            .run(arguments.toArray(String[]::new)));
  }

  /** The context. */
  public ConfigurableApplicationContext context() {
    return context;
  }

  /** The node. */
  public Memberlist memberlist() {
    return context.getBean(Memberlist.class);
  }

  /** {@code host:port} of the node, for others to join. */
  public String seed() {
    return memberlist().localNode().addressText();
  }

  /** Port of the web server. */
  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** An answer. */
  public record Response(int status, String text) {
    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(text);
    }

    /** Names of the fields of an object in the body, in their order. */
    public List<String> fields(String pointer) {
      return List.copyOf(json().at(pointer).propertyNames());
    }
  }

  /** GET of a path. */
  public Response get(String path) {
    return send(request(path).GET());
  }

  /** POST of JSON. */
  public Response post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** POST without any body or type of content. */
  public Response postNothing(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  /** DELETE of a path. */
  public Response delete(String path) {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  private static Response send(HttpRequest.Builder request) {
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Response(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {}
}
