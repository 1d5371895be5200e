package dev.palisade.store;

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
/// @param subject which snapshots or which period of which clusters it is on
/// @param digest SHA-256 of its canonical JSON
/// @param from of a period its beginning; null: it is on one snapshot of each
/// @param until of a period its end, not included
public record StoredGroupReport(
    UUID id,
    String number,
    int version,
    @Nullable UUID supersedes,
    String kind,
    String framework,
    @Nullable String group,
    List<Member> members,
    String subject,
    String digest,
    Instant issuedAt,
    String issuedBy,
    @Nullable Instant from,
    @Nullable Instant until) {

  /// @param report id of the report on the cluster; null: it had none
  public record Member(String cluster, @Nullable UUID report) {}

  /// What is said beside a report, under the author's name.
  ///
  /// @param position 1, 2, … within the report
  public record Note(int position, Kind kind, String text, String author, Instant at) {
    public enum Kind {
      NOTE,
      /// A statement that its author signs for.
      ATTESTATION,
      /// That the report is not to be relied on any more.
      WITHDRAWAL
    }
  }

  public StoredGroupReport {
    members = List.copyOf(members);
  }

  /// `GROUP-ALL-2026-G0001-v1`, as it stands in the log.
  public String name() {
    return number + "-v" + version;
  }
}
