package io.memberlist.cli.table;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application whose endpoint gives the answers of a list, the last one again and again. */
final class StubActuator implements AutoCloseable {

  private final HttpServer server;
  private final List<String> answers;
  private final List<String> paths = new CopyOnWriteArrayList<>();

  StubActuator(String... answers) throws IOException {
    this.answers = List.of(answers);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          int number = Math.min(paths.size(), this.answers.size() - 1);
          paths.add(exchange.getRequestURI().getPath());
          var answer = this.answers.get(number);
          boolean status = answer.length() == 3;
          var body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status ? Integer.parseInt(answer) : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> paths() {
    return paths;
  }

  /** A whole answer with these members. */
  static String answer(String... members) {
    return """
    {"status":"RUNNING","local":"orders-1",
     "cluster":{"encryption":{"enabled":false,"keys":0},"protocolVersion":2,"healthScore":0,
       "size":1,"states":{"alive":1,"suspect":0,"dead":0,"left":0}},
     "join":{"seeds":[],"joined":true,"attempts":0},
     "members":[%s]}
    """
        .formatted(String.join(",", members));
  }

  /** A member without metadata. */
  static String member(String name, String state, int incarnation) {
    return """
    {"name":"%s","address":"10.0.0.5:7946","state":"%s","local":false,"incarnation":%d,
     "since":"2026-03-01T10:15:03.001Z",
     "protocol":{"min":1,"max":5,"current":2},"delegateProtocol":{"min":0,"max":0,"current":0}}
    """
        .formatted(name, state, incarnation);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
