package dev.palisade.application;

import dev.palisade.store.StoredReport;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An issued report without its bytes.
///
/// @param number `CLUSTER-FRAMEWORK-YYYY-NNNN`; all versions of a report share it
/// @param supersedes id of the version before; null for the first
/// @param kind `point-in-time` or `period`
/// @param framework `pci-dss`, `soc2`, …, or `all`
/// @param snapshotSequence the snapshot that it judges; of a period the last
/// @param digest SHA-256 of its canonical JSON
/// @param from of a period its beginning; null: it is on one snapshot
/// @param until of a period its end, not included
public record IssuedReport(
    String cluster,
    UUID id,
    String number,
    int version,
    @Nullable UUID supersedes,
    String kind,
    String framework,
    long snapshotSequence,
    String digest,
    Instant issuedAt,
    String issuedBy,
    @Nullable Instant from,
    @Nullable Instant until) {

  static IssuedReport of(StoredReport r) {
    return new IssuedReport(
        r.cluster(),
        r.id(),
        r.number(),
        r.version(),
        r.supersedes(),
        r.kind(),
        r.framework(),
        r.snapshotSequence(),
        r.digest(),
        r.issuedAt(),
        r.issuedBy(),
        r.from(),
        r.until());
  }

  /// Name of its files, without the ending: `SAMPLE-ALL-2026-0001-v1`.
  public String fileName() {
    return number + "-v" + version;
  }
}
