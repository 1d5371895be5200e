package dev.palisade.application;

import dev.palisade.compliance.control.Waivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Judges a snapshot that is kept, by the cluster's newest scope and its exceptions.
@ApplicationScoped
public class AssessCluster {

  /// @param framework `pci-dss`, `soc2`; null or `all`: all
  /// @param asOf the instant at which expiries are judged; null: the snapshot's own
  public record Request(
      String cluster,
      SnapshotChoice snapshot,
      @Nullable String framework,
      @Nullable Instant asOf) {}

  /// What was judged, and by what.
  public record Judged(
      SnapshotEntry snapshot,
      ScopeVersion scope,
      @Nullable String framework,
      Waivers waivers,
      AssessSnapshot.Request request,
      AssessSnapshot.Assessed assessed) {}

  /// @throws NotFound if there is no such cluster or snapshot, or no scope was declared yet
  /// @throws UnusableInput if there is no such framework
  /// @throws AssessSnapshot.UnusableChoice when nothing says which network plugin enforces
  public Judged assess(Request request) {
    throw new UnsupportedOperationException();
  }

  /// The assessment as canonical JSON, in the form of a report that was not issued: its number ends in 0000.
  public byte[] json(Request request) {
    throw new UnsupportedOperationException();
  }
}
