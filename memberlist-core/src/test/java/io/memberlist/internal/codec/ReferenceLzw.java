package io.memberlist.internal.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LZW of §5 written for clearness alone, independent of the real one: strings in lists, bits one by
 * one.
 */
final class ReferenceLzw {

  private static final int CLEAR = 256;
  private static final int EOF = 257;

  private ReferenceLzw() {}

  static byte[] decode(byte[] data) {
    byte[] decoded = decodeOrNull(data);
    if (decoded == null) {
      throw new AssertionError("not LZW");
    }
    return decoded;
  }

  /** Null for what is not LZW. */
  static byte @Nullable [] decodeOrNull(byte[] data) {
    var out = new ByteArrayOutputStream();
    List<byte[]> dictionary = fresh();
    byte[] previous = null;
    int next = EOF;
    int width = 9;
    int bit = 0;
    while (true) {
      if (bit + width > 8 * data.length) {
        return null;
      }
      int code = 0;
      for (int i = 0; i < width; i++, bit++) {
        code |= (data[bit / 8] >> bit % 8 & 1) << i;
      }
      if (code == EOF) {
        return out.toByteArray();
      }
      if (code == CLEAR) {
        dictionary = fresh();
        previous = null;
        next = EOF;
        width = 9;
        continue;
      }
      byte[] text;
      if (code < dictionary.size()) {
        text = dictionary.get(code);
      } else if (code == dictionary.size() && previous != null && next < 4096) {
        text = append(previous, previous[0]);
      } else {
        return null;
      }
      out.writeBytes(text);
      if (previous != null && dictionary.size() < 4096) {
        dictionary.add(append(previous, text[0]));
      }
      previous = text;
      if (next < 4095) {
        next++;
        if (next == 1 << width && width < 12) {
          width++;
        }
      }
    }
  }

  /**
   * As old encoders do at the end of the code space: go on with what there is. No CLEAR anywhere.
   */
  static byte[] encodeWithoutClear(byte[] input) {
    var bits = new ArrayList<Boolean>();
    Map<String, Integer> codes = new HashMap<>();
    int last = EOF;
    int width = 9;
    String current = "";
    for (byte b : input) {
      String longer = current + (char) (b & 0xff);
      if (longer.length() == 1 || codes.containsKey(longer)) {
        current = longer;
        continue;
      }
      emit(bits, codeOf(codes, current), width);
      if (last < 4095) {
        last++;
        codes.put(longer, last);
        if (last == 1 << width && width < 12) {
          width++;
        }
      }
      current = longer.substring(longer.length() - 1);
    }
    emit(bits, codeOf(codes, current), width);
    if (last < 4095 && last + 1 == 1 << width && width < 12) {
      width++;
    }
    emit(bits, EOF, width);
    byte[] bytes = new byte[(bits.size() + 7) / 8];
    for (int i = 0; i < bits.size(); i++) {
      bytes[i / 8] |= (byte) ((bits.get(i) ? 1 : 0) << i % 8);
    }
    return bytes;
  }

  private static int codeOf(Map<String, Integer> codes, String text) {
    return text.length() == 1 ? text.charAt(0) : codes.get(text);
  }

  private static void emit(List<Boolean> bits, int code, int width) {
    for (int i = 0; i < width; i++) {
      bits.add((code >> i & 1) == 1);
    }
  }

  private static List<byte[]> fresh() {
    List<byte[]> dictionary = new ArrayList<>();
    for (int i = 0; i < 258; i++) {
      dictionary.add(new byte[] {(byte) i});
    }
    return dictionary;
  }

  private static byte[] append(byte[] text, byte last) {
    byte[] longer = Arrays.copyOf(text, text.length + 1);
    longer[text.length] = last;
    return longer;
  }
}
