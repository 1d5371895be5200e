package dev.palisade.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// That something of a cluster was pruned.
///
/// @param keepMonths what was older than this was to go
/// @param cutoff the instant so many months before
/// @param through contents went that stood in no later snapshot; 0: none could go
/// @param contents how many contents of objects went
/// @param files how many files of reports went
/// @param bytes of contents, files and bundles, before the database compresses them
/// @param digest SHA-256 over the canonical JSON of the sorted digests of all contents, files and
///   bundles that went
/// @param bundles how many contents of files in bundles went, beside the formats of reports
/// @param journal what of the change journal went, by table
public record RetentionRun(
    String cluster,
    UUID id,
    Instant at,
    String by,
    int keepMonths,
    Instant cutoff,
    long through,
    int contents,
    int files,
    long bytes,
    String digest,
    int bundles,
    List<PrunedRows> journal) {
  public RetentionRun {
    journal = List.copyOf(journal);
  }

  /// All rows of one table of the journal that are of before an instant.
  ///
  /// @param digest SHA-256 over the sorted SHA-256 of the rows, each as PostgreSQL's jsonb
  public record PrunedRows(
      String table, Instant before, long rows, Instant first, Instant last, String digest) {}

  /// How many rows of the journal went.
  public long journalRows() {
    return journal.stream().mapToLong(PrunedRows::rows).sum();
  }
}
