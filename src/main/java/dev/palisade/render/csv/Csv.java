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

  /// Text that comes from outside, which no spreadsheet may take for a formula.
  static String inert(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
