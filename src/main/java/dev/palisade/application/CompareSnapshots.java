package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Says what differs between two snapshots of a cluster: objects, traffic, outcomes.
@ApplicationScoped
public class CompareSnapshots {

  /// @param framework whose outcomes are compared; null or `all`: all
  public record Request(
      String cluster, SnapshotChoice from, SnapshotChoice to, @Nullable String framework) {}

  /// Without a scope declared, outcomes are not compared.
  ///
  /// @throws NotFound if there is no such cluster or snapshot
  public Comparison compare(Request request) {
    throw new UnsupportedOperationException();
  }

  /// Canonical JSON, `palisade/comparison/v1`.
  public byte[] json(Comparison comparison) {
    throw new UnsupportedOperationException();
  }

  /// For people.
  public byte[] pdf(Comparison comparison) {
    throw new UnsupportedOperationException();
  }
}
