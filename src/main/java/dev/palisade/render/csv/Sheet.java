package dev.palisade.render.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as a file of RFC 4180: a header, records ended by CR and LF, UTF-8 without a byte order
/// mark. Every cell is inert, see [Csv#inert].
final class Sheet {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  Sheet(String... header) {
    this.columns = header.length;
    write(List.of(header));
  }

  /// @param cells null: nothing
  void row(@Nullable Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns + " columns: " + Arrays.toString(cells));
    }
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(cell == null ? "" : Csv.inert(cell.toString()));
    }
    write(texts);
  }

  private void write(List<String> cells) {
    String record = Csv.record(cells);
    text.append(record, 0, record.length() - 1).append("\r\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
