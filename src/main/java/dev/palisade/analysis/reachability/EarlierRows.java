package dev.palisade.analysis.reachability;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The rows of the state before, as far as they hold on: which policies apply there has not
/// changed. They speak of the classes from before; what is fresh since gets a row of its own
/// beside.
final class EarlierRows {

  private final Rows rows;
  private final Succession succession;
  private final List<Integer> rowBefore;
  private final @Nullable Fresh fresh;

  private record Fresh(
      RowMaker maker, int covered, RowNumbers numbers, AtomicReferenceArray<Row> rows) {}

  /// @param rowBefore by row, the number of the same in `rows`
  EarlierRows(Rows rows, Succession succession, List<Integer> rowBefore) {
    this(rows, succession, rowBefore, null);
  }

  private EarlierRows(
      Rows rows, Succession succession, List<Integer> rowBefore, @Nullable Fresh fresh) {
    this.rows = rows;
    this.succession = succession;
    this.rowBefore = rowBefore;
    this.fresh = fresh;
  }

  /// The same for rows that are numbered otherwise.
  ///
  /// @param numberBefore by row, its number here
  EarlierRows renumbered(List<Integer> numberBefore) {
    List<Integer> renumbered =
        numberBefore.stream()
            .map(before -> before == Alignment.NEW ? Alignment.NEW : rowBefore.get(before))
            .toList();
    return new EarlierRows(rows, succession, renumbered);
  }

  /// @param maker makes rows for the policies as they are numbered now
  EarlierRows with(RowMaker maker, int covered, RowNumbers numbers) {
    RowMaker ofFresh = maker.over(succession.freshInEveryView(), succession::freshExtent);
    return new EarlierRows(
        rows,
        succession,
        rowBefore,
        new Fresh(ofFresh, covered, numbers, new AtomicReferenceArray<>(numbers.count())));
  }

  boolean has(int row) {
    return rowBefore.get(row) != Alignment.NEW;
  }

  int at(int row, int classNumber, Locality locality) {
    int before = succession.classBefore(classNumber);
    return before == Alignment.NEW
        ? fresh(row).at(succession.layout().seen(classNumber, locality))
        : rows.at(rowBefore.get(row), before, locality);
  }

  private Row fresh(int number) {
    if (fresh == null) {
      throw new IllegalStateException("no rows are made here for what is fresh");
    }
    Row row = fresh.rows.get(number);
    if (row == null) {
      row =
          fresh.maker.make(
              fresh.numbers.key(number), fresh.numbers.firstClass(number), fresh.covered);
      fresh.rows.set(number, row);
    }
    return row;
  }
}
