package dev.palisade.compliance.report.group;

import dev.palisade.compliance.report.Report;

/// What a cluster brings into a report over its group.
public sealed interface Part {
  String cluster();

  /// Its own issued report.
  ///
  /// @param digest SHA-256 of the report's canonical JSON
  record Reported(String cluster, Report report, String digest) implements Part {}

  /// Nothing: it could not be judged. It supports nothing.
  ///
  /// @param reason why not, in words
  record Unreported(String cluster, String reason) implements Part {}
}
