package dev.palisade.render.csv;

import java.util.List;
import java.util.stream.Collectors;

/// Records of RFC 4180; on standard output each is ended by `\n`, in files by CR and LF.
final class Csv {
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  static String record(List<String> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
  }

  /// Quoted only if it must be.
  static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /// Text that comes from outside, which no spreadsheet may take for a formula: what begins as one
  /// would (OWASP, CSV Injection: also by a tab, a line break or the wide forms of the signs) is
  /// preceded by an apostrophe.
  static String inert(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
