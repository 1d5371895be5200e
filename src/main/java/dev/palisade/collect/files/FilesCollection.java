package dev.palisade.collect.files;

import dev.palisade.snapshot.Snapshot;
import java.util.List;

/// What files hold, and what was wrong with them.
///
/// @param problems in the order of the files; each [ReadProblem.Severity#ERROR] is also a gap of
///   the snapshot
public record FilesCollection(Snapshot snapshot, List<ReadProblem> problems) {
  public FilesCollection {
    problems = List.copyOf(problems);
  }
}
