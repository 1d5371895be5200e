package dev.palisade.compliance.report;

import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Remedy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One violation with its proof.
///
/// @param exception the exception that covers it; null when it is open
/// @param fix what would close it; null: nothing general can be said
/// @param firstSeen when the first snapshot was taken that was judged to have it; null, with the
///   two that follow: nothing is kept of the past
/// @param openSince from when on it was never missed, open or excepted
/// @param reopened how many times it came back after it had been closed
/// @param remedy a change that was proved to close it, or that none was; null: none was looked for
public record JudgedFinding(
    String fingerprint,
    Finding.Status status,
    String summary,
    Proof witness,
    List<CitedPlace> rules,
    @Nullable String exception,
    @Nullable String fix,
    @Nullable Instant firstSeen,
    @Nullable Instant openSince,
    @Nullable Integer reopened,
    @Nullable Remedy remedy) {

  /// The smallest thing that proves a violation.
  public sealed interface Proof {
    /// @param traffic the whole violating traffic of the pair
    /// @param exposure how it gets in from outside; null: not by an exposure
    record Flow(String source, String destination, String traffic, @Nullable String exposure)
        implements Proof {}

    /// @param direction `ingress` or `egress`; null: the matter has none
    record Subject(String subject, @Nullable String direction) implements Proof {}
  }

  /// A place in a manifest that a finding rests on, or the absence of one.
  ///
  /// @param apiVersion null, with `kind`, `name` and `digest`: there is no object, and the reason
  ///   says what is missing
  /// @param namespace null for cluster-scoped objects, too
  /// @param pointer JSON pointer into the object; null for the whole object or without one
  /// @param side `egress`: the source's side, `ingress`: the destination's; null: no side
  public record CitedPlace(
      @Nullable String apiVersion,
      @Nullable String kind,
      @Nullable String namespace,
      @Nullable String name,
      @Nullable String digest,
      @Nullable String pointer,
      @Nullable String side,
      String reason) {

    /// `Kind namespace/name`; null without an object.
    public @Nullable String object() {
      return kind == null ? null : kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
  }

  public JudgedFinding {
    rules = List.copyOf(rules);
  }

  /// Of which nothing is known but that it is there.
  public JudgedFinding(
      String fingerprint,
      Finding.Status status,
      String summary,
      Proof witness,
      List<CitedPlace> rules,
      @Nullable String exception,
      @Nullable String fix,
      @Nullable Remedy remedy) {
    this(fingerprint, status, summary, witness, rules, exception, fix, null, null, null, remedy);
  }

  JudgedFinding with(FindingAge age) {
    return new JudgedFinding(
        fingerprint,
        status,
        summary,
        witness,
        rules,
        exception,
        fix,
        age.firstSeen(),
        age.openSince(),
        age.reopened(),
        remedy);
  }
}
