package io.memberlist.cli.table;

import io.memberlist.cli.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The {@code /actuator/memberlist} of a running Boot application. */
final class ActuatorSource implements Source {

  private static final String PATH = "/actuator/memberlist";

  private final String url;
  private final Duration timeout;

  ActuatorSource(String url, Duration timeout) {
    this.url = url.contains(PATH) ? url : url.replaceAll("/+$", "") + PATH;
    this.timeout = timeout;
  }

  @Override
  public List<Row> read() throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setRequestProperty("Accept", "application/json");
    if (connection.getResponseCode() != 200) {
      throw new IOException(
          url
              + " answered "
              + connection.getResponseCode()
              + "; is the endpoint exposed (management.endpoints.web.exposure.include)?");
    }
    try (var in = connection.getInputStream()) {
      return rows(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<Row> rows(String body) {
    var rows = new ArrayList<Row>();
    if (Json.parse(body).get("members") instanceof List<?> members) {
      for (var member : members) {
        if (member instanceof Map<?, ?> fields) {
          rows.add(row(fields));
        }
      }
    }
    return rows;
  }

  private static Row row(Map<?, ?> fields) {
    var tags = new LinkedHashMap<String, String>();
    if (fields.get("tags") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> tags.put(String.valueOf(name), String.valueOf(value)));
    }
    var json = Json.object();
    fields.forEach((name, value) -> json.put(String.valueOf(name), value));
    long incarnation = fields.get("incarnation") instanceof Long n ? n : 0;
    return new Row(
        String.valueOf(fields.get("name")),
        String.valueOf(fields.get("address")),
        String.valueOf(fields.get("state")).toLowerCase(Locale.ROOT),
        incarnation,
        tags,
        json);
  }
}
