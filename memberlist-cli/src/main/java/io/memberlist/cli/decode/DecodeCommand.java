package io.memberlist.cli.decode;

import io.memberlist.Keyring;
import io.memberlist.cli.Blob;
import io.memberlist.cli.Json;
import io.memberlist.cli.Keys;
import io.memberlist.internal.codec.Inspection;
import io.memberlist.internal.codec.InspectorSettings;
import io.memberlist.internal.codec.PacketInspector;
import io.memberlist.internal.codec.StreamInspector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes packets and streams apart; goes on after what cannot be decoded, and exits 1 then. */
@Command(name = "decode", description = "Takes packets or streams apart.")
public final class DecodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--stream", description = "The input is one direction of a stream each.")
  private boolean stream;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Key: b64:…, hex:… or raw text; repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--label", defaultValue = "", description = "Cluster label.")
  private String label = "";

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "A capture, pcap or pcapng: UDP payloads, and TCP streams put together.")
  private @Nullable Path pcap;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "With --pcap: only traffic from or to this port.")
  private int port;

  @Option(names = "--json", description = "One JSON object for each input.")
  private boolean json;

  @Parameters(
      paramLabel = "HEX",
      arity = "0..*",
      description = "Inputs in hex; default: one a line from standard input.")
  private List<String> inputs = new ArrayList<>();

  private boolean failed;

  /** Picocli makes it. */
  public DecodeCommand() {}

  @Override
  public Integer call() throws IOException {
    var ring = Keys.ring(keys);
    var settings =
        new InspectorSettings(label, ring == null ? Keyring.of(List.of(), new byte[0]) : ring);
    var packets = new PacketInspector(settings);
    var streams = new StreamInspector(settings);
    if (pcap != null) {
      capture(pcap, packets, streams);
    } else if (inputs.isEmpty()) {
      lines(packets, streams);
    } else {
      for (var hex : inputs) {
        show(Json.object(), "", inspect(hex, packets, streams));
      }
    }
    return failed ? 1 : 0;
  }

  private void lines(PacketInspector packets, StreamInspector streams) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        show(Json.object(), "", inspect(line, packets, streams));
      }
    }
  }

  private Inspection inspect(String hex, PacketInspector packets, StreamInspector streams) {
    try {
      var bytes = Blob.parseHex(hex);
      return stream ? streams.inspect(bytes) : packets.inspect(bytes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void capture(Path file, PacketInspector packets, StreamInspector streams)
      throws IOException {
    var connections = new TcpStreams();
    try (var reader = new CaptureReader(file)) {
      for (var frame = reader.next(); frame != null; frame = reader.next()) {
        var segment = Segment.of(frame);
        if (segment == null
            || (port != 0 && segment.fromPort() != port && segment.toPort() != port)) {
          continue;
        }
        if (segment.tcp()) {
          connections.add(frame, segment).forEach(direction -> show(direction, streams));
        } else if (segment.payload().length > 0) {
          var head = head(frame.number(), frame.time().toString(), segment.from(), segment.to());
          var title =
              frame.number()
                  + "  "
                  + frame.time()
                  + "  UDP "
                  + segment.from()
                  + " -> "
                  + segment.to();
          show(head, title, packets.inspect(segment.payload()));
        }
      }
    }
    connections.rest().forEach(direction -> show(direction, streams));
  }

  private void show(TcpStreams.Direction direction, StreamInspector streams) {
    var head =
        head(direction.number(), direction.time().toString(), direction.from(), direction.to());
    var title =
        direction.number()
            + "  "
            + direction.time()
            + "  TCP "
            + direction.from()
            + " -> "
            + direction.to();
    var bytes = direction.bytes();
    show(head, title, direction.dialled() ? streams.inspect(bytes) : streams.inspectAnswer(bytes));
  }

  private static Json head(long number, String time, String from, String to) {
    return Json.object().put("n", number).put("ts", time).put("from", from).put("to", to);
  }

  private void show(Json head, String title, Inspection found) {
    failed |= found.problem() != null;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      found.tree().forEach(head::put);
      out.println(head);
    } else {
      if (!title.isEmpty()) {
        out.println(title);
      }
      out.println(InspectionText.of(found));
    }
    out.flush();
  }
}
