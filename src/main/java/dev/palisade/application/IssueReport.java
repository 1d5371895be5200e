package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Issues numbered reports.
@ApplicationScoped
public class IssueReport {

  /// @param framework `pci-dss`, `soc2`; null or `all`: all, combined
  /// @param asOf the instant at which expiries are judged; null: the snapshot's own
  public record Request(
      String cluster,
      SnapshotChoice snapshot,
      @Nullable String framework,
      @Nullable Instant asOf,
      String by) {}

  /// Assesses and issues: with a number of its own, or, where a report of this framework on this snapshot was issued before, as the next
  /// version of that, which it supersedes.
  ///
  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  /// @throws OutOfDate if somebody else issued that version meanwhile
  public IssuedReport issue(Request request) {
    throw new UnsupportedOperationException();
  }

  /// Issues the next version of a report: the same snapshot and framework, judged by what holds now.
  ///
  /// @throws NotFound if there is no such report
  /// @throws OutOfDate if it is not the newest version
  public IssuedReport again(UUID report, @Nullable Instant asOf, String by) {
    throw new UnsupportedOperationException();
  }
}
