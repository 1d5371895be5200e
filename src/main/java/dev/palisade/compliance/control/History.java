package dev.palisade.compliance.control;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the past, given as values. Empty where nothing was kept, as in an assessment of
/// a folder.
///
/// @param recordedSince the first instant that the store has evidence of the cluster for; null:
///   there is no store
/// @param signOffs completed reviews, the latest first
/// @param blind intervals in which a collection was expected and did not succeed, in their order
public record History(
    @Nullable Instant recordedSince, List<SignOff> signOffs, List<BlindInterval> blind) {

  /// A review of the policies, or a confirmation of the scope, that somebody signed off.
  public record SignOff(Subject subject, String campaign, String by, Instant at) {
    /// What was signed off.
    public enum Subject {
      POLICIES,
      SCOPE
    }
  }

  /// @param until null: it lasts
  public record BlindInterval(Instant from, @Nullable Instant until, String reason) {}

  public History {
    signOffs = signOffs.stream().sorted(Comparator.comparing(SignOff::at).reversed()).toList();
    blind = blind.stream().sorted(Comparator.comparing(BlindInterval::from)).toList();
  }

  /// Nothing is known of the past.
  public static History none() {
    return new History(null, List.of(), List.of());
  }
}
