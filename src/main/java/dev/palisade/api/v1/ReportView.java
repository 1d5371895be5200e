package dev.palisade.api.v1;

import dev.palisade.application.IssuedReport;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An issued report without its bytes.
///
/// @param supersedes id of the version before; null for the first
/// @param kind `point-in-time` or `period`
/// @param snapshot the one that it judges; of a period the last
/// @param from of a period its beginning; absent: it is on one snapshot
/// @param until of a period its end, not included
/// @param digest SHA-256 of its canonical JSON
public record ReportView(
    UUID id,
    String cluster,
    String number,
    int version,
    @Nullable UUID supersedes,
    String kind,
    String framework,
    long snapshot,
    @Nullable Instant from,
    @Nullable Instant until,
    String digest,
    Instant issuedAt,
    String issuedBy) {

  static ReportView of(IssuedReport r) {
    return new ReportView(
        r.id(),
        r.cluster(),
        r.number(),
        r.version(),
        r.supersedes(),
        r.kind(),
        r.framework(),
        r.snapshotSequence(),
        r.from(),
        r.until(),
        r.digest(),
        r.issuedAt(),
        r.issuedBy());
  }
}
