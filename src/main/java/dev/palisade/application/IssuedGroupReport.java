package dev.palisade.application;

import dev.palisade.store.StoredGroupReport;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An issued report over several clusters without its bytes.
///
/// @param number `GROUP-FRAMEWORK-YYYY-GNNNN`; all versions of a report share it
/// @param supersedes id of the version before; null for the first
/// @param kind `point-in-time` or `period`
/// @param framework `pci-dss`, `soc2`, …, or `all`
/// @param group what the clusters are called together; null: they were named one by one
/// @param members every cluster of the group, by name
/// @param digest SHA-256 of its canonical JSON
/// @param from of a period its beginning; null: it is on one snapshot of each
/// @param until of a period its end, not included
public record IssuedGroupReport(
    UUID id,
    String number,
    int version,
    @Nullable UUID supersedes,
    String kind,
    String framework,
    @Nullable String group,
    List<Member> members,
    String digest,
    Instant issuedAt,
    String issuedBy,
    @Nullable Instant from,
    @Nullable Instant until) {

  /// @param report id of the report on the cluster; null: it had none
  public record Member(String cluster, @Nullable UUID report) {}

  public IssuedGroupReport {
    members = List.copyOf(members);
  }

  static IssuedGroupReport of(StoredGroupReport r) {
    return new IssuedGroupReport(
        r.id(),
        r.number(),
        r.version(),
        r.supersedes(),
        r.kind(),
        r.framework(),
        r.group(),
        r.members().stream().map(m -> new Member(m.cluster(), m.report())).toList(),
        r.digest(),
        r.issuedAt(),
        r.issuedBy(),
        r.from(),
        r.until());
  }

  /// Names of all its clusters.
  public List<String> clusters() {
    return members.stream().map(Member::cluster).toList();
  }

  /// Name of its files, without the ending: `GROUP-ALL-2026-G0001-v1`.
  public String fileName() {
    return number + "-v" + version;
  }
}
