package dev.palisade.application;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.files.FilesCollection;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.collect.files.ReadProblem;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Snapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What files and folders of manifests, or one snapshot file, hold.
///
/// @param errors policies that no API server would have taken as they stand: missing names, two contents under one name
/// @param warnings what was passed over
record ManifestReading(Snapshot snapshot, List<Message> errors, List<Message> warnings) {
  private static final Set<String> BESIDE_POLICIES =
      Set.of("Tier", "NetworkSet", "GlobalNetworkSet", "CiliumCIDRGroup");

  /// @throws UnusableInput when a path does not exist or nothing in them is a manifest
  static ManifestReading of(List<Path> paths, String clusterName, Clock clock) {
    FilesCollection files;
    try {
      files = new FolderCollector(paths, clusterName, clock).read();
    } catch (NothingUsable e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
    List<Message> errors = new ArrayList<>();
    List<Message> warnings = new ArrayList<>();
    for (ReadProblem problem : files.problems()) {
      boolean policy =
          problem.severity() == ReadProblem.Severity.ERROR && isPolicy(problem.kind());
      if (policy) {
        errors.add(Message.error(text(problem)));
      } else {
        warnings.add(Message.warning(text(problem)));
      }
    }
    if (files.problems().isEmpty()) {
      // those of a snapshot file: of other files they are the problems
      for (Gap gap : files.snapshot().gaps()) {
        warnings.add(Message.warning("the snapshot lacks " + what(gap) + ": " + gap.message()));
      }
    }
    return new ManifestReading(files.snapshot(), errors, warnings);
  }

  private static boolean isPolicy(@Nullable String kind) {
    return kind != null && (kind.endsWith("NetworkPolicy") || BESIDE_POLICIES.contains(kind));
  }

  private static String what(Gap gap) {
    return gap.kind().equals("*") ? "objects" : gap.kind();
  }

  private static String text(ReadProblem problem) {
    return problem.file()
        + ": "
        + (problem.object() == null ? "" : problem.object() + ": ")
        + (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ")
        + (problem.line() > 0 ? "line " + problem.line() + ": " : "")
        + problem.message();
  }
}
