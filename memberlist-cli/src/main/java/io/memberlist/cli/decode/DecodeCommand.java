package io.memberlist.cli.decode;

import io.memberlist.cli.AccessOptions;
import io.memberlist.cli.Blob;
import io.memberlist.cli.Json;
import io.memberlist.cli.Stdio;
import io.memberlist.cli.Timestamp;
import io.memberlist.internal.codec.Inspection;
import io.memberlist.internal.codec.InspectorSettings;
import io.memberlist.internal.codec.PacketInspector;
import io.memberlist.internal.codec.StreamInspector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes packets and streams apart; goes on after what cannot be decoded, and exits 1 then. */
@Command(
    name = "decode",
    description =
        "Takes packets or streams apart: layer by layer, message by message, with the "
            + "offset of each. What a member would refuse is shown as well, as far as possible; "
            + "the exit code is 1 then.",
    footer = {
      "%nExamples:",
      "  memberlist decode 0082a44e6f6465a162a55365714e6f01",
      "  memberlist decode --key b64:… --label prod --json < packets.hex",
      "  memberlist decode --stream 0683a44a6f696ec3…",
      "  memberlist decode --pcap capture.pcapng --port 7946"
    },
    sortOptions = false)
public final class DecodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "HEX",
      arity = "0..*",
      description = "Inputs in hex; default: one a line from standard input.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--stream",
      description = "Each input is what one side wrote on a stream: the one that dialled.")
  private boolean stream;

  @Option(
      names = "--answer",
      description = "Each input is what the other side wrote, which has no label header.")
  private boolean answer;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "A capture, pcap or pcapng: UDP payloads, and TCP streams put together.")
  private @Nullable Path pcap;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "With --pcap: only traffic from or to this port.")
  private int port;

  @Mixin private AccessOptions access = new AccessOptions();

  @Option(names = "--json", description = "One JSON object for each input.")
  private boolean json;

  private final Stdio stdio;
  private boolean failed;

  /** A command that has not run. */
  public DecodeCommand(Stdio stdio) {
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    var settings = settings();
    if (pcap != null) {
      capture(pcap, settings);
    } else if (inputs.isEmpty()) {
      lines(settings);
    } else {
      bytes().forEach(input -> show(Json.object(), "", inspect(input, settings)));
    }
    return failed ? 1 : 0;
  }

  private InspectorSettings settings() {
    try {
      return new InspectorSettings(access.label(), access.keyring());
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  /** A wrong argument is a mistake of the whole command; nothing is decoded then. */
  private List<byte[]> bytes() {
    try {
      return inputs.stream().map(Blob::parseHex).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private ParameterException wrong(IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
  }

  private void lines(InspectorSettings settings) throws IOException {
    var in = new BufferedReader(new InputStreamReader(stdio.in(), StandardCharsets.UTF_8));
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        line(number, line, settings);
      }
    }
  }

  private void line(int number, String line, InspectorSettings settings) {
    byte[] input;
    try {
      input = Blob.parseHex(line);
    } catch (IllegalArgumentException e) {
      stdio.complain("line " + number + " is " + e.getMessage());
      failed = true;
      return;
    }
    show(Json.object(), "", inspect(input, settings));
  }

  private Inspection inspect(byte[] input, InspectorSettings settings) {
    if (answer) {
      return new StreamInspector(settings).inspectAnswer(input);
    }
    return stream
        ? new StreamInspector(settings).inspect(input)
        : new PacketInspector(settings).inspect(input);
  }

  private void capture(Path file, InspectorSettings settings) throws IOException {
    var parser = new FrameParser();
    var connections = new TcpStreams();
    var packets = new PacketInspector(settings);
    var streams = new StreamInspector(settings);
    try (var reader = CaptureReader.open(file)) {
      for (var frame = reader.next(); frame != null; frame = reader.next()) {
        var segment = parser.segment(frame);
        if (segment == null || !segment.concerns(port)) {
          continue;
        }
        if (segment.tcp() != null) {
          connections.add(frame, segment, segment.tcp()).forEach(done -> show(done, streams));
        } else if (segment.payload().length > 0) {
          show(frame, "UDP", segment.from(), segment.to(), packets.inspect(segment.payload()));
        }
      }
    } catch (DamagedCaptureException e) {
      stdio.complain(String.valueOf(e.getMessage()));
      failed = true;
    }
    connections.rest().forEach(direction -> show(direction, streams));
    parser.omissions().forEach(stdio::complain);
  }

  private void show(TcpDirection direction, StreamInspector streams) {
    byte[] bytes = direction.bytes();
    var found = direction.dialled() ? streams.inspect(bytes) : streams.inspectAnswer(bytes);
    show(direction.first(), "TCP", direction.from(), direction.to(), found);
  }

  private void show(Frame frame, String carrier, String from, String to, Inspection found) {
    var time = Timestamp.utc(frame.time());
    var head =
        Json.object().put("n", frame.number()).put("ts", time).put("from", from).put("to", to);
    show(head, "%d  %s  %s %s -> %s".formatted(frame.number(), time, carrier, from, to), found);
  }

  private void show(Json head, String title, Inspection found) {
    failed |= found.problem() != null;
    if (json) {
      found.tree().forEach(head::put);
      stdio.println(head);
      return;
    }
    if (!title.isEmpty()) {
      stdio.println(title);
    }
    stdio.println(InspectionText.of(found, stdio.colour()));
  }
}
