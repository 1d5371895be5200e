package dev.palisade.api.v1;

import dev.palisade.application.IssuedGroupReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An issued report over several clusters without its bytes.
///
/// @param supersedes id of the version before; null for the first
/// @param kind `point-in-time` or `period`
/// @param group what the clusters are called together; absent: they were named one by one
/// @param members every cluster, with the id of the report on it; without one there was none
/// @param from of a period its beginning; absent: it is on one snapshot of each
/// @param until of a period its end, not included
/// @param digest SHA-256 of its canonical JSON
public record GroupReportView(
    UUID id,
    String number,
    int version,
    @Nullable UUID supersedes,
    String kind,
    String framework,
    @Nullable String group,
    List<IssuedGroupReport.Member> members,
    @Nullable Instant from,
    @Nullable Instant until,
    String digest,
    Instant issuedAt,
    String issuedBy) {

  static GroupReportView of(IssuedGroupReport r) {
    return new GroupReportView(
        r.id(),
        r.number(),
        r.version(),
        r.supersedes(),
        r.kind(),
        r.framework(),
        r.group(),
        r.members(),
        r.from(),
        r.until(),
        r.digest(),
        r.issuedAt(),
        r.issuedBy());
  }
}
