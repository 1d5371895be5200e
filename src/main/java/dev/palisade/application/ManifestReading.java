package dev.palisade.application;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.files.FilesCollection;
import dev.palisade.collect.files.FolderCollector;
import dev.palisade.collect.files.ReadProblem;
import dev.palisade.collect.files.ReadProblem.Severity;
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
/// @param policies what is wrong with policies: no API server would have taken them as they stand,
///   as with no name, or two contents under one
/// @param objects what else is missing since it cannot be read; with `policies`, the gaps of the
///   snapshot
/// @param remarks what was passed over, and is no evidence; of a snapshot file its gaps
record ManifestReading(
    Snapshot snapshot, List<String> policies, List<String> objects, List<String> remarks) {
  private static final Set<String> BESIDE_POLICIES =
      Set.of("Tier", "NetworkSet", "GlobalNetworkSet", "CiliumCIDRGroup");

  /// @param clusterName what to call the cluster; a snapshot file brings its own name
  /// @throws UnusableInput when a path does not exist or nothing in them is a manifest
  static ManifestReading of(List<Path> paths, String clusterName, Clock clock) {
    FilesCollection files;
    try {
      files = new FolderCollector(paths, clusterName, clock).read();
    } catch (NothingUsable e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
    List<String> policies = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (ReadProblem problem : files.problems()) {
      List<String> list =
          problem.severity() == Severity.WARNING
              ? remarks
              : isPolicy(problem.kind()) ? policies : objects;
      list.add(text(problem));
    }
    if (files.problems().isEmpty()) {
      // those of a snapshot file: of other files they are the problems
      for (Gap gap : files.snapshot().gaps()) {
        remarks.add("the snapshot lacks " + what(gap) + ": " + gap.message());
      }
    }
    return new ManifestReading(files.snapshot(), policies, objects, remarks);
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
