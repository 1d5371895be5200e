package dev.palisade.render.csv;

import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.compliance.report.ZoneMatrix.Cell;
import java.util.List;

/// A zone matrix as CSV: one record a cell that has traffic. Names that a spreadsheet would take
/// for a formula begin with an apostrophe.
public final class MatrixCsv {
  private MatrixCsv() {}

  public static String of(ZoneMatrix matrix) {
    StringBuilder text =
        new StringBuilder(
            Csv.record(List.of("from", "to", "traffic", "register", "not registered")));
    for (Cell cell : matrix.cells()) {
      text.append(
          Csv.record(
              List.of(
                  Csv.inert(cell.from()),
                  Csv.inert(cell.to()),
                  cell.traffic(),
                  Csv.inert(String.join(" ", cell.register())),
                  cell.beyond() == null ? "" : cell.beyond())));
    }
    return text.toString();
  }
}
