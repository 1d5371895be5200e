package dev.palisade.ledger;

import java.util.Base64;

/// Base64 of RFC 4648 section 4 where each value has one text: padding is needed, and the bits that
/// it leaves over are zero. What is sealed cannot be written in two ways, so no change goes unseen.
final class StrictBase64 {
  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// @throws IllegalArgumentException if it is not base64 as [#encode] writes it
  static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not base64: " + text, e);
    }
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("not base64 in its one form: " + text);
    }
    return bytes;
  }
}
