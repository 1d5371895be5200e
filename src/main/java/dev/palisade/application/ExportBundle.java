package dev.palisade.application;

import dev.palisade.ledger.Bundle;
import dev.palisade.ledger.LedgerEntry;
import dev.palisade.ledger.LogProof;
import dev.palisade.ledger.VerifierKey;
import dev.palisade.store.GroupReportStore;
import dev.palisade.store.LedgerStore;
import dev.palisade.store.ReportStore;
import dev.palisade.store.StoredBundle;
import dev.palisade.store.StoredCheckpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/// A report with everything that proves it, in one file.
@ApplicationScoped
public class ExportBundle {
  private final ReportStore reports;
  private final GroupReportStore groups;
  private final LedgerStore ledger;
  private final SignCheckpoints checkpoints;
  private final SigningKeys keys;

  public ExportBundle(
      ReportStore reports,
      GroupReportStore groups,
      LedgerStore ledger,
      SignCheckpoints checkpoints,
      SigningKeys keys) {
    this.reports = reports;
    this.groups = groups;
    this.ledger = ledger;
    this.checkpoints = checkpoints;
    this.keys = keys;
  }

  /// The bundle as a ZIP, proved to the log as it is now: the evidence in it is the same at any
  /// time, the proof is of its day.
  ///
  /// @param earlier sizes of checkpoints that the reader holds, which the proof is to start from
  /// @throws NotFound if there is no such report, or it was issued before there was a log
  /// @throws UnusableInput if the log never had such a size
  /// @throws AlteredEvidence if a file is not what was sealed
  public byte[] of(UUID report, Collection<Long> earlier) {
    StoredBundle stored = Stored.answer(() -> reports.bundle(report));
    if (stored == null) {
      throw new NotFound("there is no sealed report " + report);
    }
    return of(stored, earlier);
  }

  /// The same of a report over several clusters. The reports on each of them have bundles of their
  /// own, whose digests this one vouches for.
  ///
  /// @throws NotFound if there is no such report
  /// @throws UnusableInput if the log never had such a size
  /// @throws AlteredEvidence if a file is not what was sealed
  public byte[] ofGroup(UUID report, Collection<Long> earlier) {
    StoredBundle stored = Stored.answer(() -> groups.bundle(report));
    if (stored == null) {
      throw new NotFound("there is no report over a group " + report);
    }
    return of(stored, earlier);
  }

  private byte[] of(StoredBundle stored, Collection<Long> earlier) {
    LedgerEntry entry = Stored.answer(() -> ledger.entry(stored.position()));
    if (entry == null) {
      throw new NotFound("the log has no entry " + stored.position());
    }
    StoredCheckpoint checkpoint = checkpoints.latest();
    return new Bundle(
            stored.evidence(),
            stored.envelope(),
            entry,
            Stored.answer(() -> proof(stored.position(), checkpoint.checkpoint().size(), earlier)),
            checkpoint.note(),
            signers(stored, checkpoint))
        .zip();
  }

  private LogProof proof(long position, long size, Collection<Long> earlier) {
    return ledger.tree(
        tree -> {
          List<LogProof.Earlier> from = new ArrayList<>();
          for (long then : new TreeSet<>(earlier)) {
            if (then < 1 || then > size) {
              throw new UnusableInput("the log has " + size + " entries and never had " + then);
            }
            from.add(new LogProof.Earlier(tree.root(then), tree.consistency(then, size)));
          }
          return new LogProof(tree.inclusion(position, size), from);
        });
  }

  private List<VerifierKey> signers(StoredBundle stored, StoredCheckpoint checkpoint) {
    List<VerifierKey> known = keys.history().keys();
    List<VerifierKey> signers = new ArrayList<>(checkpoint.note().signers(known).good());
    stored.envelope().signers(known).stream()
        .filter(key -> !signers.contains(key))
        .forEach(signers::add);
    return signers;
  }
}
