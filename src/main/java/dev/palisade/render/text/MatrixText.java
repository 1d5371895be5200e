package dev.palisade.render.text;

import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.report.ZoneMatrix.Cell;
import dev.palisade.compliance.report.ZoneMatrix.Party;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A zone matrix as text: a grid of one mark a cell with its legend, then one line a cell that has
/// traffic.
public final class MatrixText {
  private static final String LEGEND =
      """
      . nothing is allowed
      = allowed within the zone
      + allowed, and all of it is registered
      ! allowed, and some of it is in no register entry
      """;

  private MatrixText() {}

  public static String of(ZoneMatrix matrix) {
    Map<String, Map<String, Cell>> cells = new HashMap<>();
    for (Cell cell : matrix.cells()) {
      cells.computeIfAbsent(cell.from(), f -> new HashMap<>()).put(cell.to(), cell);
    }
    StringBuilder text = new StringBuilder();
    grid(text, matrix.parties(), cells);
    text.append('\n').append(LEGEND).append('\n');
    for (Cell cell : matrix.cells()) {
      text.append(line(cell)).append('\n');
    }
    return text.toString();
  }

  /// Rows are where traffic comes from; columns have the numbers of the rows.
  private static void grid(
      StringBuilder text, List<Party> parties, Map<String, Map<String, Cell>> cells) {
    int digits = String.valueOf(parties.size()).length();
    int width = parties.stream().mapToInt(p -> label(p).length()).max().orElse(0);
    text.append(" ".repeat(digits + 1)).append(padded("from \\ to", width));
    for (int i = 1; i <= parties.size(); i++) {
      text.append("  ").append(padded(String.valueOf(i), digits));
    }
    text.append('\n');
    for (int row = 0; row < parties.size(); row++) {
      Party from = parties.get(row);
      StringBuilder line = new StringBuilder();
      line.append(padded(String.valueOf(row + 1), digits)).append(' ');
      line.append(padded(label(from), width));
      for (Party to : parties) {
        Cell cell = cells.getOrDefault(from.name(), Map.of()).get(to.name());
        line.append("  ").append(padded(mark(cell), digits));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String label(Party party) {
    return party.name() + " (" + party.category() + ")";
  }

  private static String mark(@Nullable Cell cell) {
    if (cell == null) {
      return ".";
    }
    return cell.from().equals(cell.to()) ? "=" : cell.beyond() == null ? "+" : "!";
  }

  private static String line(Cell cell) {
    String entries = cell.register().stream().collect(Collectors.joining(", "));
    String registered = entries.isEmpty() ? "" : " [" + entries + "]";
    return cell.from()
        + " -> "
        + cell.to()
        + ": "
        + cell.traffic()
        + registered
        + (cell.beyond() == null ? "" : " NOT REGISTERED: " + cell.beyond());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
