package dev.palisade.render.csv;

import java.util.List;
import java.util.stream.Collectors;

/// Records of RFC 4180, each ended by `\n`.
final class Csv {
  private Csv() {}

  static String record(List<String> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
  }

  /// Quoted only if it must be.
  static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
