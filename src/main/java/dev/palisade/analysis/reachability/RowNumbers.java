package dev.palisade.analysis.reachability;

import dev.palisade.analysis.policy.NamespaceMatch;
import dev.palisade.analysis.policy.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Which row each class has, in one direction.
final class RowNumbers {

  private static final int UNKNOWN = -2;

  private final int[] rowOf;
  private final List<RowKey> keys = new ArrayList<>();
  private final List<Integer> firstClass = new ArrayList<>();
  private final Map<RowKey, Integer> known = new HashMap<>();

  private RowNumbers(int classes) {
    this.rowOf = new int[classes];
  }

  /// Numbers after a change.
  ///
  /// @param rowBefore by row, the number that the same row had; [Alignment#NEW]: it is another
  record Renewal(RowNumbers numbers, List<Integer> rowBefore) {
    Renewal {
      rowBefore = List.copyOf(rowBefore);
    }
  }

  /// @param subjects the classes that policies can apply to
  static RowNumbers of(
      List<AppliedPolicy> policies, EndpointClasses classes, RoaringBitmap subjects) {
    int count = classes.layout().members();
    List<List<Integer>> applying = new ArrayList<>(Collections.nCopies(count, List.of()));
    for (int p = 0; p < policies.size(); p++) {
      addTo(applying, p, classes.extent(policies.get(p).policy().subject()).must(), subjects);
    }
    RowNumbers numbers = new RowNumbers(count);
    for (int c = 0; c < count; c++) {
      numbers.rowOf[c] = numbers.numberOf(RowKey.of(applying.get(c), policies, classes, c), c);
    }
    numbers.known.clear();
    return numbers;
  }

  private static void addTo(
      List<List<Integer>> applying, int policy, RoaringBitmap where, RoaringBitmap subjects) {
    RoaringBitmap.and(where, subjects)
        .forEach(
            (IntConsumer)
                c -> {
                  if (applying.get(c).isEmpty()) {
                    applying.set(c, new ArrayList<>(4));
                  }
                  applying.get(c).add(policy);
                });
  }

  private int numberOf(RowKey key, int classNumber) {
    Integer row = known.putIfAbsent(key, keys.size());
    return row == null ? create(key, classNumber) : row;
  }

  private int create(RowKey key, int classNumber) {
    keys.add(key);
    firstClass.add(classNumber);
    return keys.size() - 1;
  }

  /// @param policies all afterwards
  /// @param numberAfter by the number of a policy before, that afterwards
  /// @param added the numbers of those that are new
  /// @param succession null: the classes are the same
  Renewal renewed(
      List<AppliedPolicy> policies,
      int[] numberAfter,
      List<Integer> added,
      EndpointClasses after,
      @Nullable Succession succession,
      RoaringBitmap subjects) {
    int count = after.layout().members();
    List<List<Integer>> applying = new ArrayList<>(Collections.nCopies(count, List.of()));
    for (int p : added) {
      addTo(applying, p, after.extent(policies.get(p).policy().subject()).must(), subjects);
    }
    if (succession != null) {
      addFresh(applying, policies, Set.copyOf(added), succession, subjects);
    }
    Renewing renewing = new Renewing(policies, numberAfter, after);
    for (int c = 0; c < count; c++) {
      int before = succession == null ? c : succession.classBefore(c);
      renewing.add(c, before == Alignment.NEW ? Alignment.NEW : rowOf[before], applying.get(c));
    }
    return renewing.done();
  }

  /// Which of all policies apply to classes that are fresh.
  private static void addFresh(
      List<List<Integer>> applying,
      List<AppliedPolicy> policies,
      Set<Integer> added,
      Succession succession,
      RoaringBitmap subjects) {
    if (succession.freshInEveryView().isEmpty()) {
      return;
    }
    for (int p = 0; p < policies.size(); p++) {
      Peer subject = policies.get(p).policy().subject();
      if (!added.contains(p) && mayMean(subject, succession.freshNamespaces())) {
        addTo(applying, p, succession.freshExtent(subject).must(), subjects);
      }
    }
  }

  private static boolean mayMean(Peer subject, Set<String> namespaces) {
    return !(subject instanceof Peer.Pods pods
        && pods.namespaces() instanceof NamespaceMatch.Named named
        && Collections.disjoint(named.names(), namespaces));
  }

  /// Numbers the rows after a change, class by class.
  private final class Renewing {
    private final List<AppliedPolicy> policies;
    private final int[] numberAfter;
    private final EndpointClasses classes;
    private final RowNumbers next;
    private final List<Integer> rowBefore = new ArrayList<>();
    // by row before
    private final int[] rowAfter = new int[keys.size()];

    Renewing(List<AppliedPolicy> policies, int[] numberAfter, EndpointClasses classes) {
      this.policies = policies;
      this.numberAfter = numberAfter;
      this.classes = classes;
      this.next = new RowNumbers(classes.layout().members());
      Arrays.fill(rowAfter, UNKNOWN);
    }

    /// @param before the row that the class had; NEW: there was no such class
    /// @param added what applies to it that did not before
    void add(int classNumber, int before, List<Integer> added) {
      if (before != Alignment.NEW && added.isEmpty()) {
        if (rowAfter[before] == UNKNOWN) {
          RowKey same = keys.get(before).renumbered(p -> numberAfter[p]);
          rowAfter[before] = same == null ? Alignment.NEW : next.create(same, classNumber);
          if (same != null) {
            rowBefore.add(before);
          }
        }
        if (rowAfter[before] != Alignment.NEW) {
          next.rowOf[classNumber] = rowAfter[before];
          return;
        }
      }
      List<Integer> applying = new ArrayList<>(added);
      if (before != Alignment.NEW) {
        keys.get(before).policies().stream()
            .map(p -> numberAfter[p])
            .filter(p -> p != Alignment.NEW)
            .forEach(applying::add);
      }
      Collections.sort(applying);
      next.rowOf[classNumber] =
          next.numberOf(RowKey.of(applying, policies, classes, classNumber), classNumber);
      if (rowBefore.size() < next.count()) {
        rowBefore.add(Alignment.NEW);
      }
    }

    Renewal done() {
      next.known.clear();
      return new Renewal(next, rowBefore);
    }
  }

  int count() {
    return keys.size();
  }

  int rowOf(int classNumber) {
    return rowOf[classNumber];
  }

  RowKey key(int row) {
    return keys.get(row);
  }

  /// The lowest class that has a row.
  int firstClass(int row) {
    return firstClass.get(row);
  }
}
