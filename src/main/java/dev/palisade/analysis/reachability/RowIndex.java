package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/// The rows of both directions the other way round: which classes have a row, and which policies
/// apply to it.
final class RowIndex {

  private record Side(Rows rows, List<int[]> classes, List<RoaringBitmap> policies) {}

  private final Side ingress;
  private final Side egress;

  RowIndex(Rows ingress, Rows egress, Layout layout) {
    this.ingress = side(ingress, layout);
    this.egress = side(egress, layout);
  }

  private static Side side(Rows rows, Layout layout) {
    List<List<Integer>> classes = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      classes.add(new ArrayList<>());
    }
    // no policy applies to addresses
    for (int c = 0; c < layout.addressStart(); c++) {
      classes.get(rows.numberOf(c)).add(c);
    }
    return new Side(
        rows,
        classes.stream()
            .map(ofRow -> ofRow.stream().mapToInt(Integer::intValue).toArray())
            .toList(),
        IntStream.range(0, rows.count()).mapToObj(row -> numbers(rows.appliedTo(row))).toList());
  }

  private static RoaringBitmap numbers(List<AppliedPolicy> applied) {
    RoaringBitmap numbers = new RoaringBitmap();
    applied.forEach(one -> numbers.add(one.number()));
    return numbers;
  }

  private Side side(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }

  Rows rows(Direction direction) {
    return side(direction).rows;
  }

  /// The classes that have a row. Must not be changed.
  int[] classesOf(Direction direction, int row) {
    return side(direction).classes.get(row);
  }

  /// The numbers of the policies that a row follows from. Must not be changed.
  RoaringBitmap policiesOf(Direction direction, int row) {
    return side(direction).policies.get(row);
  }

  /// Whether a policy applies to a class.
  boolean applies(int policy, Direction direction, int classNumber) {
    return policiesOf(direction, rows(direction).numberOf(classNumber)).contains(policy);
  }
}
