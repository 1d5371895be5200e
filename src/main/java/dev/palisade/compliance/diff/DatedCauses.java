package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.CausingChange.Changed;
import dev.palisade.compliance.diff.CausingChange.Made;
import dev.palisade.compliance.diff.FlowChange.Causes;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Causes with when they were made. Thousands of flows may have one cause: each object is asked for
/// once, and what is one value before is one afterwards.
final class DatedCauses {
  private final Function<Changed, List<Made>> dates;
  private final Map<Changed, List<Made>> known = new HashMap<>();
  private final Map<Causes, Causes> causes = new IdentityHashMap<>();
  private final Map<CausingChange, CausingChange> changes = new IdentityHashMap<>();

  /// @param dates of an object, the earliest first; none where nothing is known
  DatedCauses(Function<Changed, List<Made>> dates) {
    this.dates = dates;
  }

  FlowChange of(FlowChange flow) {
    return flow.dated(this::of);
  }

  private Causes of(Causes undated) {
    Causes dated = causes.get(undated);
    if (dated == null) {
      dated =
          new Causes(
              undated.ways().stream().map(way -> way.dated(this::of)).toList(),
              undated.minimality(),
              undated.necessary());
      causes.put(undated, dated);
    }
    return dated;
  }

  private CausingChange of(CausingChange undated) {
    CausingChange dated = changes.get(undated);
    if (dated == null) {
      dated = undated.dated(this::made);
      changes.put(undated, dated);
    }
    return dated;
  }

  private List<Made> made(Changed changed) {
    List<Made> made = known.get(changed);
    if (made == null) {
      made = dates.apply(changed);
      known.put(changed, made);
    }
    return made;
  }
}
