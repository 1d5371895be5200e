package dev.palisade.ledger;

import java.util.Base64;

/// The textual form of keys (RFC 7468).
final class Pem {
  private Pem() {}

  static String write(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /// The content of the one block with this label; what stands around it is a comment.
  ///
  /// @throws IllegalArgumentException if there is no such block
  static byte[] read(String label, String text) {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("there is no PEM block " + label);
    }
    String body = text.substring(from + begin.length(), to).replaceAll("\\s", "");
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the PEM block " + label + " is not base64", e);
    }
  }
}
