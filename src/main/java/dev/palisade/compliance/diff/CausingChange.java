package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.snapshot.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A change that has part in what became of a flow: one object, or all objects that make up a
/// workload, which change together.
///
/// @param name `Kind namespace/name`, or `pods of namespace/workload[Kind]`
/// @param objects what changed; of a workload's the first few
/// @param more how many further objects of the workload changed with them
public record CausingChange(String name, List<Changed> objects, int more)
    implements Comparable<CausingChange> {

  /// One object.
  ///
  /// @param namespace null for cluster-scoped objects
  /// @param pointers JSON pointers of the values that differ; empty where it is there in one state
  ///   alone
  /// @param made when it was changed and by whom, the earliest first; null: nobody knows more than
  ///   the two states
  public record Changed(
      Change change,
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      List<String> pointers,
      @Nullable List<Made> made) {
    public Changed {
      pointers = List.copyOf(pointers);
      made = made == null ? null : List.copyOf(made);
    }

    public Changed(
        Change change,
        String apiVersion,
        String kind,
        @Nullable String namespace,
        String name,
        List<String> pointers) {
      this(change, apiVersion, kind, namespace, name, pointers, null);
    }

    Changed dated(Function<Changed, List<Made>> dates) {
      List<Made> found = dates.apply(this);
      return found.isEmpty()
          ? this
          : new Changed(change, apiVersion, kind, namespace, name, pointers, found);
    }

    /// What became of an object.
    ///
    /// @param before null: it was not there
    /// @param after null: it is not there any more; not both
    public static Changed between(@Nullable Manifest before, @Nullable Manifest after) {
      Pair pair = new Pair(before, after);
      return new Changed(
          pair.change(),
          pair.ref().apiVersion(),
          pair.ref().kind(),
          pair.ref().namespace().isEmpty() ? null : pair.ref().namespace(),
          pair.ref().name(),
          before == null || after == null
              ? List.of()
              : ObjectComparison.fields(before, after).stream()
                  .map(ObjectChange.FieldChange::pointer)
                  .toList());
    }

    /// `Kind namespace/name`.
    @Override
    public String toString() {
      return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
  }

  /// One change of an object between the two states.
  ///
  /// @param what for people: `created`, `relabelled: team from a to b`
  /// @param after the object was last seen as it was before
  /// @param until it was first seen changed; the same where the journal tells the instant
  /// @param actor who made it; null: not known
  /// @param approval the approved change that it belongs to; null: none is known
  /// @param event id of the audit event that told of it; null: none did
  public record Made(
      String what,
      Instant after,
      Instant until,
      @Nullable String actor,
      @Nullable String approval,
      @Nullable String event) {

    /// `2026-03-04T10:00:00Z to 2026-03-04T11:00:00Z by alice, ticket CHG-1`.
    @Override
    public String toString() {
      return (after.equals(until) ? "" : after + " to ")
          + until
          + (actor == null ? "" : " by " + actor)
          + (approval == null ? "" : ", " + approval);
    }
  }

  private static final int MOST_POINTERS = 3;

  CausingChange dated(Function<Changed, List<Made>> dates) {
    return new CausingChange(name, objects.stream().map(o -> o.dated(dates)).toList(), more);
  }

  public CausingChange {
    objects = List.copyOf(objects);
  }

  @Override
  public int compareTo(CausingChange other) {
    return name.compareTo(other.name);
  }

  /// The name, what differs, and when it was changed last, by whom and by which approved change, as
  /// far as that is known: `Namespace shop (/metadata/labels/team) [2026-03-04T10:00:00Z to
  /// 2026-03-04T11:00:00Z by alice]`.
  @Override
  public String toString() {
    return nameAndPlaces() + times();
  }

  private String times() {
    List<Made> all =
        objects.stream()
            .flatMap(o -> o.made() == null ? Stream.<Made>empty() : o.made().stream())
            .sorted(
                Comparator.comparing(Made::until)
                    .thenComparing(Made::after)
                    .thenComparing(Made::toString))
            .distinct()
            .toList();
    if (all.isEmpty()) {
      return "";
    }
    int earlier = all.size() - 1;
    return " ["
        + all.getLast()
        + (earlier == 0
            ? ""
            : "; " + earlier + (earlier == 1 ? " earlier change" : " earlier changes"))
        + "]";
  }

  /// The name, and what differs: `Namespace shop (/metadata/labels/team)`.
  public String nameAndPlaces() {
    List<String> pointers =
        new ArrayList<>(
            objects.stream().flatMap(o -> o.pointers().stream()).distinct().sorted().toList());
    if (pointers.isEmpty()) {
      return name;
    }
    if (pointers.size() > MOST_POINTERS) {
      int rest = pointers.size() - MOST_POINTERS;
      pointers.subList(MOST_POINTERS, pointers.size()).clear();
      pointers.add(rest + " more");
    }
    return name + " (" + String.join(", ", pointers) + ")";
  }
}
