package io.memberlist.cli.table;

import io.memberlist.Keyring;
import io.memberlist.Node;
import io.memberlist.NodeState;
import io.memberlist.internal.codec.CodecSettings;
import io.memberlist.internal.codec.NonceSource;
import io.memberlist.internal.codec.StreamCodec;
import io.memberlist.internal.net.Seed;
import io.memberlist.internal.wire.MessageType;
import io.memberlist.internal.wire.PushNodeState;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One state exchange without records of our own, so that nobody sees a member come or go. */
final class ExchangeSource implements Source {

  private static final int DEFAULT_PORT = 7946;
  private static final int VERSIONS = 6;

  private final String text;
  private final Seed seed;
  private final CodecSettings settings;
  private final Duration timeout;

  /**
   * Asks {@code [name/]host[:port]}.
   *
   * @throws IllegalArgumentException for what is no address
   */
  ExchangeSource(String text, String label, Keyring keyring, Duration timeout) {
    this.text = text;
    this.seed = Seed.parse(text, DEFAULT_PORT);
    if (seed.service()) {
      throw new IllegalArgumentException("\"" + text + "\" is a service: name one of its hosts");
    }
    this.timeout = timeout;
    boolean encrypted = keyring.size() > 0;
    this.settings = new CodecSettings(label, false, keyring, encrypted, encrypted, true, 1);
  }

  @Override
  public List<Node> read() throws IOException {
    var codec = new StreamCodec(() -> settings, NonceSource.secure(), size -> {});
    try (var socket = new Socket()) {
      var address = new InetSocketAddress(InetAddress.getByName(seed.host()), seed.port());
      socket.connect(address, (int) timeout.toMillis());
      var out = socket.getOutputStream();
      out.write(codec.labelHeader());
      out.write(codec.encodePushPull(false, List.of(), null));
      out.flush();
      return answer(codec, new DeadlineInput(socket, timeout));
    } catch (IOException e) {
      throw new IOException("could not read the members from " + text + ": " + reason(e), e);
    }
  }

  private String reason(IOException e) {
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer within " + timeout.toMillis() + " ms; --timeout gives it more";
    }
    if (e instanceof ConnectException) {
      return e.getMessage() + "; is a node running there, and is the port open for TCP?";
    }
    if (e instanceof EOFException) {
      return "it closed the connection without an answer; does it have another --label or --key?";
    }
    return String.valueOf(e.getMessage());
  }

  private static List<Node> answer(StreamCodec codec, DeadlineInput in) throws IOException {
    var frame = codec.readAnswer(in);
    return switch (frame.type()) {
      case MessageType.PUSH_PULL ->
          frame.readPushPull().nodes().stream()
              .filter(ExchangeSource::usable)
              .map(ExchangeSource::node)
              .toList();
      case MessageType.ERROR -> throw new IOException("it refused: " + frame.readError());
      default -> throw new IOException("the answer is not memberlist's; is this the right port?");
    };
  }

  private static boolean usable(PushNodeState peer) {
    boolean state = peer.state() >= 0 && peer.state() < NodeState.values().length;
    return state && peer.address().usable();
  }

  private static Node node(PushNodeState peer) {
    return new Node(
        peer.name(),
        peer.address().ip(),
        peer.address().port(),
        peer.meta() == null ? new byte[0] : peer.meta(),
        NodeState.values()[(int) peer.state()],
        Integer.toUnsignedLong(peer.incarnation()),
        Instant.EPOCH,
        versions(peer.versions()),
        null);
  }

  /** What is too short counts as unknown. */
  private static Node.Versions versions(byte[] v) {
    return v.length < VERSIONS
        ? Node.Versions.NONE
        : new Node.Versions(v[0] & 255, v[1] & 255, v[2] & 255, v[3] & 255, v[4] & 255, v[5] & 255);
  }
}
