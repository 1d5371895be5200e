package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.ObjectComparison.Pair;
import dev.palisade.snapshot.Manifest;
import java.util.ArrayList;
import java.util.List;
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
  public record Changed(
      Change change,
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      List<String> pointers) {
    public Changed {
      pointers = List.copyOf(pointers);
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

  private static final int MOST_POINTERS = 3;

  public CausingChange {
    objects = List.copyOf(objects);
  }

  @Override
  public int compareTo(CausingChange other) {
    return name.compareTo(other.name);
  }

  /// The name, and what differs: `Namespace shop (/metadata/labels/team)`.
  @Override
  public String toString() {
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
