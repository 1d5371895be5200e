package dev.palisade.render.sarif;

import java.nio.charset.StandardCharsets;

/// Where in a file an object, or a value in it, begins.
///
/// @param file as it was given on the command line
/// @param line from 1; 0: not known
public record SourcePlace(String file, int line) {

  /// The path as a URI reference (RFC 3986): what is not unreserved is percent-encoded.
  String uri() {
    StringBuilder uri = new StringBuilder();
    String path = file.replace('\\', '/');
    if (path.startsWith("/")) {
      uri.append("file://");
    }
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (octet & 0xff);
      if (letter < 128 && (Character.isLetterOrDigit(letter) || "-._~/".indexOf(letter) >= 0)) {
        uri.append(letter);
      } else {
        uri.append("%%%02X".formatted(octet & 0xff));
      }
    }
    return uri.toString();
  }
}
