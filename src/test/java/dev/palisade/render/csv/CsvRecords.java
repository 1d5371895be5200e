package dev.palisade.render.csv;

import java.util.ArrayList;
import java.util.List;

/// Reads RFC 4180 as it is written there, CR LF and all.
public final class CsvRecords {
  private CsvRecords() {}

  /// @throws AssertionError where the text does not follow it
  public static List<List<String>> of(String text) {
    List<List<String>> records = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      List<String> record = new ArrayList<>();
      while (true) {
        StringBuilder cell = new StringBuilder();
        if (text.charAt(at) == '"') {
          at++;
          while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
            at += text.charAt(at) == '"' ? 1 : 0;
            cell.append(text.charAt(at++));
          }
          at++;
        } else {
          while (",\r\n\"".indexOf(text.charAt(at)) < 0) {
            cell.append(text.charAt(at++));
          }
        }
        record.add(cell.toString());
        if (text.charAt(at) != ',') {
          break;
        }
        at++;
      }
      if (!text.startsWith("\r\n", at)) {
        throw new AssertionError("no CR LF at " + at + " of " + text);
      }
      at += 2;
      records.add(record);
    }
    return records;
  }
}
