package dev.palisade.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Bytes as characters: UTF-8, or UTF-16 where a byte order mark says so (YAML 1.1 section 5.2).
/// The mark itself is left out.
final class Decoding {

  /// Stands for bytes that are no character. The NUL may stand neither in YAML nor in JSON, so the
  /// document that holds such bytes is refused at their line, and the others of the file are not.
  static final char UNDECODABLE = '\0';

  private static final int LONGEST_MARK = 3;

  private Decoding() {}

  static Reader of(InputStream in) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(in, LONGEST_MARK);
    byte[] head = bytes.readNBytes(LONGEST_MARK);
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (startsWith(head, 0xFF, 0xFE)) {
      mark = 2;
      charset = StandardCharsets.UTF_16LE;
    } else if (startsWith(head, 0xFE, 0xFF)) {
      mark = 2;
      charset = StandardCharsets.UTF_16BE;
    }
    bytes.unread(head, mark, head.length - mark);
    return new InputStreamReader(
        bytes,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(UNDECODABLE)));
  }

  private static boolean startsWith(byte[] head, int... mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
