package io.memberlist.cli.table;

import io.memberlist.Keyring;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.Tags;
import io.memberlist.cli.agent.AgentText;
import io.memberlist.cli.agent.NodeJson;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.wire.PushNodeState;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One state exchange without records of our own, so that nobody sees a member come or go. */
final class ExchangeSource implements Source {

  private static final int DEFAULT_PORT = 7946;
  private static final int ANSWER_PUSH_PULL = 6;
  private static final int ANSWER_ERROR = 13;

  private final String seed;
  private final CodecSettings settings;
  private final Duration timeout;

  ExchangeSource(String seed, String label, @Nullable Keyring keyring, Duration timeout) {
    this.seed = seed;
    this.timeout = timeout;
    boolean encrypted = keyring != null;
    this.settings = new CodecSettings(label, false, keyring, encrypted, encrypted, true, 1);
  }

  @Override
  public List<Row> read() throws IOException {
    var random = new SecureRandom();
    var codec = new StreamCodec(() -> settings, random::nextBytes, size -> {});
    try (var socket = new Socket()) {
      socket.connect(address(), (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      var out = socket.getOutputStream();
      out.write(codec.labelHeader());
      out.write(codec.encodePushPull(false, List.of(), null));
      out.flush();
      return answer(codec, socket);
    } catch (EOFException e) {
      throw new IOException(
          seed + " closed the connection without an answer (different label or encryption?)", e);
    } catch (IOException e) {
      throw new IOException("could not read the members from " + seed + ": " + e.getMessage(), e);
    }
  }

  private List<Row> answer(StreamCodec codec, Socket socket) throws IOException {
    var frame = codec.readAnswer(socket.getInputStream());
    if (frame.type() == ANSWER_ERROR) {
      throw new IOException("refused: " + frame.readError());
    }
    if (frame.type() != ANSWER_PUSH_PULL) {
      throw new IOException("the answer is not memberlist's (is this the right port?)");
    }
    return frame.readPushPull().nodes().stream()
        .filter(record -> record.state() >= 0 && record.state() < NodeState.values().length)
        .filter(record -> record.address().usable())
        .map(ExchangeSource::row)
        .toList();
  }

  private static Row row(PushNodeState record) {
    var v = record.versions();
    var versions =
        v.length < 6
            ? Node.Versions.NONE
            : new Node.Versions(
                v[0] & 255, v[1] & 255, v[2] & 255, v[3] & 255, v[4] & 255, v[5] & 255);
    var meta = record.meta() == null ? new byte[0] : record.meta();
    var node =
        new Node(
            record.name(),
            record.address().ip(),
            record.address().port(),
            meta,
            NodeState.values()[(int) record.state()],
            Integer.toUnsignedLong(record.incarnation()),
            Instant.EPOCH,
            versions,
            null);
    Map<String, String> tags = Tags.isTagMap(meta) ? node.tags() : Map.of();
    return new Row(
        node.name(),
        AgentText.address(node),
        node.state().name().toLowerCase(Locale.ROOT),
        node.incarnation(),
        tags,
        NodeJson.of(node).put("incarnation", node.incarnation()));
  }

  private InetSocketAddress address() throws UnknownHostException {
    var text = seed.substring(seed.indexOf('/') + 1);
    int colon = text.lastIndexOf(':');
    boolean port =
        colon > 0
            && (text.startsWith("[") ? colon > text.lastIndexOf(']') : text.indexOf(':') == colon);
    var host = (port ? text.substring(0, colon) : text).replaceAll("^\\[|]$", "");
    try {
      int number = port ? Integer.parseInt(text.substring(colon + 1)) : DEFAULT_PORT;
      return new InetSocketAddress(InetAddress.getByName(host), number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + seed + "\" is no address: expected HOST:PORT", e);
    }
  }
}
