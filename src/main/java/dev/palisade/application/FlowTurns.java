package dev.palisade.application;

import dev.palisade.application.FlowHistory.Cause;
import dev.palisade.application.FlowHistory.Turn;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.store.HistoryStore.Look;
import dev.palisade.store.HistoryStore.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds which changes of objects made a flow's answer another one between two snapshots: the
/// smallest sets of which each alone, made in the state before, gives the answer of the state
/// after.
final class FlowTurns {
  /// Mixtures that are tried for one turn; beyond, all changes are named.
  private static final int MOST_TRIED = 600;

  /// Sets that are told of one turn.
  private static final int MOST_WAYS = 10;

  private final FlowPast past;
  private final FlowJudge judge;
  private final List<Look> looks;
  private final Map<String, List<History.Change>> known = new HashMap<>();

  FlowTurns(FlowPast past, FlowJudge judge, List<Look> looks, List<History.Change> changes) {
    this.past = past;
    this.judge = judge;
    this.looks = looks;
    changes.forEach(c -> known.computeIfAbsent(c.object(), o -> new ArrayList<>()).add(c));
  }

  /// One object in two states.
  private record Pair(@Nullable Manifest before, @Nullable Manifest after) {
    ResourceRef ref() {
      return after != null ? after.ref() : Objects.requireNonNull(before).ref();
    }
  }

  private Look look(long sequence) {
    return looks.get(Math.toIntExact(sequence - 1));
  }

  /// @param before the last snapshot with the answer before
  /// @param after the first with another one
  Turn between(long before, long after, FlowAnswer answer) {
    FlowPast.State was = past.at(before);
    FlowPast.State is = past.at(after);
    List<List<Pair>> units = units(was.manifests(), is.manifests());
    List<BitSet> ways = units.size() == 1 ? List.of(first(1)) : ways(was, is, units, answer);
    boolean smallest = !ways.isEmpty();
    if (!smallest && !units.isEmpty()) {
      ways = List.of(first(units.size()));
    }
    List<List<Cause>> causes = new ArrayList<>();
    for (BitSet way : ways) {
      causes.add(
          way.stream()
              .mapToObj(units::get)
              .flatMap(List::stream)
              .map(pair -> cause(pair, before, after))
              .toList());
    }
    Instant from = look(before).begunAt();
    Instant until = look(after).takenAt();
    if (causes.size() == 1) {
      for (Cause cause : causes.getFirst()) {
        from = cause.after().isAfter(from) ? cause.after() : from;
      }
      until = causes.getFirst().stream().map(Cause::until).max(Instant::compareTo).orElse(until);
    }
    return new Turn(from.isAfter(until) ? until : from, until, causes, smallest);
  }

  private static BitSet first(int count) {
    BitSet set = new BitSet();
    set.set(0, count);
    return set;
  }

  /// What changed, the workloads of an end as one.
  private List<List<Pair>> units(List<Manifest> was, List<Manifest> is) {
    Map<String, Manifest> old = byName(was);
    Map<String, Manifest> young = byName(is);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    TreeMap<String, List<Pair>> units = new TreeMap<>();
    for (String name : names) {
      Manifest one = old.get(name);
      Manifest two = young.get(name);
      if (one == null || two == null || !one.ref().digest().equals(two.ref().digest())) {
        Pair pair = new Pair(one, two);
        String unit = past.isOfEnd(pair.ref()) ? "" : name;
        units.computeIfAbsent(unit, u -> new ArrayList<>()).add(pair);
      }
    }
    return List.copyOf(units.values());
  }

  private static Map<String, Manifest> byName(List<Manifest> manifests) {
    Map<String, Manifest> named = new HashMap<>();
    manifests.forEach(m -> named.put(m.ref().identity() + " " + m.ref().apiVersion(), m));
    return named;
  }

  /// By size; none when there are too many.
  private List<BitSet> ways(
      FlowPast.State was, FlowPast.State is, List<List<Pair>> units, FlowAnswer answer) {
    List<BitSet> found = new ArrayList<>();
    int tried = 0;
    for (int size = 1; size <= units.size() && found.isEmpty(); size++) {
      BitSet set = first(size);
      while (set != null) {
        if (++tried > MOST_TRIED) {
          return found;
        }
        FlowAnswer then = judge.judge(mixed(was.manifests(), units, set), is.dialects());
        if (then.equals(answer) && found.size() < MOST_WAYS) {
          found.add((BitSet) set.clone());
        }
        set = next(set, units.size());
      }
    }
    return found;
  }

  /// The next set of the same size; null: there is none.
  private static @Nullable BitSet next(BitSet set, int count) {
    BitSet next = (BitSet) set.clone();
    int run = 0;
    for (int i = count - 1; i >= 0; i--) {
      if (!next.get(i)) {
        int movable = next.previousSetBit(i);
        if (movable < 0) {
          return null;
        }
        next.clear(movable, count);
        next.set(movable + 1, movable + 2 + run);
        return next;
      }
      run++;
    }
    return null;
  }

  private static List<Manifest> mixed(List<Manifest> was, List<List<Pair>> units, BitSet made) {
    Map<String, Manifest> mixture = byName(was);
    made.stream()
        .mapToObj(units::get)
        .flatMap(List::stream)
        .forEach(
            pair -> {
              String name = pair.ref().identity() + " " + pair.ref().apiVersion();
              if (pair.after() == null) {
                mixture.remove(name);
              } else {
                mixture.put(name, pair.after());
              }
            });
    return List.copyOf(mixture.values());
  }

  private Cause cause(Pair pair, long before, long after) {
    Changed changed = Changed.between(pair.before(), pair.after());
    Instant from = look(before).begunAt();
    Instant until = look(after).takenAt();
    for (Stay stay : past.staysOf(pair.ref().identity())) {
      for (long turn : turnsOf(stay)) {
        if (turn > before && turn <= after) {
          from = look(turn - 1).begunAt();
          until = look(turn).takenAt();
        }
      }
    }
    History.Change told = null;
    for (History.Change change : known.getOrDefault(pair.ref().toString(), List.of())) {
      if (change.until().isAfter(look(before).begunAt())
          && !change.until().isAfter(look(after).takenAt())) {
        told = change;
      }
    }
    if (told == null) {
      return new Cause(changed, changed.change().toString(), from, until, null, null, null);
    }
    // what the journal tells lies before the snapshot that shows it
    boolean exact = told.until().isBefore(until) && told.after().isAfter(from);
    return new Cause(
        changed,
        told.what(),
        exact ? told.after() : from,
        told.until(),
        told.actor(),
        told.approval(),
        told.event());
  }

  private static long[] turnsOf(Stay stay) {
    return stay.last() == null
        ? new long[] {stay.first()}
        : new long[] {stay.first(), stay.last() + 1};
  }
}
