package dev.palisade.collect.files;

import dev.palisade.collect.files.FileReading.Found;
import dev.palisade.collect.files.FileReading.Noted;
import dev.palisade.collect.files.ReadProblem.Cause;
import dev.palisade.collect.files.ReadProblem.Severity;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gathers what files say together, file by file in their order.
final class FolderReading {

  private final Map<String, Manifest> manifests = new LinkedHashMap<>();
  private final List<ReadProblem> problems = new ArrayList<>();
  private final Set<Gap> gaps = new TreeSet<>();
  private final Set<String> partial = new HashSet<>();

  boolean hasObjects() {
    return !manifests.isEmpty();
  }

  List<Manifest> manifests() {
    return List.copyOf(manifests.values());
  }

  List<ReadProblem> problems() {
    return List.copyOf(problems);
  }

  List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  /// One entry for each kind that occurs, and one with count 0 for each other kind that every API
  /// server serves.
  List<ListCall> calls() {
    Map<String, Integer> counts = new TreeMap<>();
    for (ResourceKind kind : ResourceKinds.all()) {
      if (kind.origin() == ResourceKind.Origin.BUILT_IN) {
        counts.put(kind.apiVersion() + " " + kind.kind(), 0);
      }
    }
    for (Manifest manifest : manifests.values()) {
      ResourceRef ref = manifest.ref();
      counts.merge(ref.apiVersion() + " " + ref.kind(), 1, Integer::sum);
    }
    List<ListCall> calls = new ArrayList<>();
    counts.forEach(
        (name, count) -> {
          String kind = name.substring(name.indexOf(' ') + 1);
          Completeness completeness =
              partial.contains(kind) ? Completeness.PARTIAL : Completeness.COMPLETE;
          calls.add(
              new ListCall(name.substring(0, name.indexOf(' ')), kind, count, null, completeness));
        });
    return calls;
  }

  void add(FileReading file) {
    for (FileReading.Finding finding : file.findings()) {
      switch (finding) {
        case Found(Manifest manifest) -> add(manifest);
        case Noted noted -> note(noted);
      }
    }
  }

  /// Notes a problem that is about no object in particular.
  void problem(ReadProblem problem) {
    note(new Noted(problem, Reason.UNREADABLE, FileReading.ANY_KIND, null, null, 0));
  }

  private void note(Noted noted) {
    ReadProblem problem = noted.problem();
    problems.add(problem);
    if (problem.severity() == Severity.ERROR) {
      gaps.add(
          new Gap(
              noted.reason(),
              noted.kind(),
              noted.namespace(),
              noted.name(),
              noted.status(),
              problem.toString()));
      partial.add(noted.kind());
    }
  }

  private void add(Manifest manifest) {
    Manifest before = manifests.put(manifest.ref().identity(), manifest);
    if (before == null || before.ref().digest().equals(manifest.ref().digest())) {
      return;
    }
    ResourceRef ref = manifest.ref();
    String message =
        "is also in "
            + place(before)
            + " and says something else there: which of them holds is not known";
    note(
        new Noted(
            new ReadProblem(
                Severity.ERROR,
                Cause.CONFLICT,
                manifest.file(),
                manifest.root().line(),
                ref.toString(),
                "",
                message),
            Reason.UNREADABLE,
            ref.kind(),
            ref.namespace().isEmpty() ? null : ref.namespace(),
            ref.name(),
            0));
  }

  private static String place(Manifest manifest) {
    int line = manifest.root().line();
    return manifest.file() + (line > 0 ? ":" + line : "");
  }
}
