package io.memberlist.cli.decode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Frames of a capture file, one after the other. */
interface CaptureReader extends AutoCloseable {

  /**
   * The next frame; null at the end.
   *
   * @throws DamagedCaptureException if what follows cannot be understood; there is nothing after it
   */
  @Nullable Frame next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * A reader for the format that the file has.
   *
   * @throws DamagedCaptureException if it is no capture
   */
  static CaptureReader open(Path file) throws IOException {
    var input = new CaptureInput(new BufferedInputStream(Files.newInputStream(file)));
    try {
      var magic = input.block(4);
      if (magic == null) {
        throw new DamagedCaptureException(file + " is empty");
      }
      int first = magic.order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (first == PcapngReader.SECTION_HEADER) {
        return new PcapngReader(input);
      }
      if (PcapReader.knows(first)) {
        return new PcapReader(input, first);
      }
      throw new DamagedCaptureException(file + " is neither a pcap nor a pcapng file");
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }
}
