package dev.palisade.compliance.diff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Finds the smallest sets of changes that bring each of some flows about, all flows with the same
/// changes in question at once.
///
/// Sets are tried by size, and within a size in the order of their names: exact, whatever changes
/// do to one another. Where there are too many sets of a size, delta debugging (Zeller and
/// Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002) narrows the whole down to
/// a set of which no change can be left out.
final class CauseSearch {
  /// Sets of one size; beyond, delta debugging takes over.
  private static final int MOST_SETS = 600;

  /// Sets that are told of one flow; there may be many where many policies say the same.
  static final int MOST_WAYS = 10;

  private final MixedStates states;
  private final int changes;
  private final int flows;
  private final LongPredicate affordable;
  private final BitSet all = new BitSet();

  /// What was found for one flow.
  ///
  /// @param ways sets of numbers of changes; empty: nothing was found
  /// @param smallest whether no smaller set would do
  /// @param necessary changes without which the state after would not have the difference; null: it
  ///   was not tried
  record Found(List<BitSet> ways, boolean smallest, @Nullable BitSet necessary) {
    static final Found NOTHING = new Found(List.of(), false, null);
  }

  /// @param affordable whether that many more mixtures may be tried
  CauseSearch(MixedStates states, int changes, int flows, LongPredicate affordable) {
    this.states = states;
    this.changes = changes;
    this.flows = flows;
    this.affordable = affordable;
    all.set(0, changes);
  }

  /// By flow.
  List<Found> search() {
    List<List<BitSet>> ways = new ArrayList<>();
    for (int i = 0; i < flows; i++) {
      ways.add(new ArrayList<>());
    }
    BitSet pending = new BitSet();
    pending.set(0, flows);
    int size = 1;
    while (!pending.isEmpty() && size <= changes && isAffordable(size)) {
      BitSet open = (BitSet) pending.clone();
      forEachSet(
          size,
          set -> {
            BitSet shown = (BitSet) states.shown(set).clone();
            shown.and(open);
            shown.stream().forEach(flow -> add(ways.get(flow), set));
            pending.andNot(shown);
          });
      size++;
    }
    boolean[] smallest = new boolean[flows];
    for (int flow = 0; flow < flows; flow++) {
      smallest[flow] = !pending.get(flow);
      if (pending.get(flow) && affordable.test(2L * changes) && states.shown(all).get(flow)) {
        BitSet set = narrow(flow);
        ways.get(flow).add(set);
        // all smaller ones were tried
        smallest[flow] = set.cardinality() <= size;
      }
    }
    List<Found> found = new ArrayList<>();
    for (int flow = 0; flow < flows; flow++) {
      List<BitSet> sets = ways.get(flow);
      found.add(
          sets.isEmpty() ? Found.NOTHING : new Found(sets, smallest[flow], necessary(flow, sets)));
    }
    return found;
  }

  private static void add(List<BitSet> ways, BitSet set) {
    if (ways.size() < MOST_WAYS) {
      ways.add((BitSet) set.clone());
    }
  }

  private boolean isAffordable(int size) {
    long sets = 1;
    for (int i = 0; i < size; i++) {
      sets = sets * (changes - i) / (i + 1);
      if (sets > MOST_SETS && size > 1) {
        return false;
      }
    }
    return affordable.test(sets);
  }

  /// All sets of a size, in the order of their members.
  private void forEachSet(int size, Consumer<BitSet> consumer) {
    int[] members = new int[size];
    for (int i = 0; i < size; i++) {
      members[i] = i;
    }
    while (true) {
      BitSet set = new BitSet();
      for (int member : members) {
        set.set(member);
      }
      consumer.accept(set);
      int i = size - 1;
      while (i >= 0 && members[i] == changes - size + i) {
        i--;
      }
      if (i < 0) {
        return;
      }
      members[i]++;
      for (int j = i + 1; j < size; j++) {
        members[j] = members[j - 1] + 1;
      }
    }
  }

  /// A set that shows the flow and from which no change can be taken: `ddmin`.
  private BitSet narrow(int flow) {
    List<Integer> current = new ArrayList<>(all.stream().boxed().toList());
    int parts = 2;
    while (current.size() >= 2) {
      List<Integer> smaller = null;
      int length = (current.size() + parts - 1) / parts;
      for (int start = 0; start < current.size() && smaller == null; start += length) {
        List<Integer> part = current.subList(start, Math.min(current.size(), start + length));
        List<Integer> rest = new ArrayList<>(current);
        rest.subList(start, Math.min(current.size(), start + length)).clear();
        if (shows(part, flow)) {
          smaller = new ArrayList<>(part);
          parts = 2;
        } else if (shows(rest, flow)) {
          smaller = rest;
          parts = Math.max(2, parts - 1);
        }
      }
      if (smaller != null) {
        current = smaller;
      } else if (parts >= current.size()) {
        break;
      } else {
        parts = Math.min(current.size(), parts * 2);
      }
    }
    return set(current);
  }

  private boolean shows(List<Integer> made, int flow) {
    return !made.isEmpty() && states.shown(set(made)).get(flow);
  }

  private static BitSet set(List<Integer> numbers) {
    BitSet set = new BitSet();
    numbers.forEach(set::set);
    return set;
  }

  private @Nullable BitSet necessary(int flow, List<BitSet> ways) {
    BitSet candidates = new BitSet();
    ways.forEach(candidates::or);
    if (changes == 1) {
      return candidates;
    }
    if (!affordable.test(candidates.cardinality())) {
      return null;
    }
    BitSet necessary = new BitSet();
    candidates.stream()
        .forEach(
            change -> {
              BitSet others = (BitSet) all.clone();
              others.clear(change);
              if (!states.shown(others).get(flow)) {
                necessary.set(change);
              }
            });
    return necessary;
  }
}
