package io.memberlist.sample;

import io.memberlist.Memberlist;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The application, running in this process on free loopback ports. */
public final class Sample implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final int port;

  private Sample(ConfigurableApplicationContext context) {
    this.context = context;
    port = ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  /** Without demo nodes, unless the arguments say otherwise. */
  public static Sample start(String name, String... arguments) {
    var all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--sample.demo-nodes=0",
                "--memberlist.name=" + name,
                "--memberlist.preset=local",
                "--memberlist.retransmit-mult=4",
                "--memberlist.bind-addr=127.0.0.1",
                "--memberlist.bind-port=0",
                "--memberlist.coordinator.settle-time=200ms"));
    for (var argument : arguments) {
      var property = argument.substring(0, argument.indexOf('='));
      all.removeIf(one -> one.startsWith(property + "="));
      all.add(argument);
    }
    return new Sample(
        new SpringApplicationBuilder(SampleApplication.class).run(all.toArray(String[]::new)));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Memberlist memberlist() {
    return bean(Memberlist.class);
  }

  /** As others name it as a seed. */
  public String address() {
    return memberlist().localNode().addressText();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  public HttpResponse<String> post(String path, String type, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  /** With the headers that the page sends. */
  public HttpResponse<String> command(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header("X-Memberlist-Demo", "1")
            .method(method, BodyPublishers.ofString(body)));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
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
}
