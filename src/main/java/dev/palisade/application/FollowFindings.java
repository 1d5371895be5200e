package dev.palisade.application;

import dev.palisade.analysis.policy.Warning.Effect;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.notice.Notice;
import dev.palisade.compliance.report.FindingAge;
import dev.palisade.snapshot.Gap;
import dev.palisade.store.FindingStore;
import dev.palisade.store.FindingStore.Judged;
import dev.palisade.store.FindingStore.Sighting;
import dev.palisade.store.OutboxStore;
import dev.palisade.store.StoredFinding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Knows findings again from one judgement to the next: since when they are there, what was closed,
/// what came back.
@ApplicationScoped
public class FollowFindings {
  private final FindingStore store;
  private final OutboxStore outbox;

  public FollowFindings(FindingStore store, OutboxStore outbox) {
    this.store = store;
    this.outbox = outbox;
  }

  /// Where a finding stands.
  public enum State {
    OPEN,
    EXCEPTED,
    /// A later judgement that saw everything did not have it.
    CLOSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The state of that name.
    ///
    /// @throws UnusableInput if there is no such state
    public static State parse(String text) {
      for (State state : values()) {
        if (state.toString().equals(text)) {
          return state;
        }
      }
      throw new UnusableInput("\"" + text + "\" is no state of a finding: open, excepted, closed");
    }
  }

  /// A finding and its life. Instants are those of the snapshots that were judged.
  ///
  /// @param check name of the check, with its parameters
  /// @param openSince from when on it was never missed, open or excepted
  /// @param closedAt null: it was not closed
  /// @param reopened how many times it came back after it had been closed
  /// @param duration from [#openSince] until it was closed, or was seen last
  public record Life(
      String check,
      String fingerprint,
      State state,
      String summary,
      Instant firstSeen,
      Instant openSince,
      Instant lastSeen,
      @Nullable Instant closedAt,
      int reopened,
      Duration duration) {

    private static Life of(StoredFinding f) {
      return new Life(
          f.check(),
          f.fingerprint(),
          f.closedAt() != null ? State.CLOSED : State.valueOf(f.status().toUpperCase(Locale.ROOT)),
          f.summary(),
          f.firstSeen(),
          f.since(),
          f.lastSeen(),
          f.closedAt(),
          f.reopened(),
          Duration.between(f.since(), f.closedAt() == null ? f.lastSeen() : f.closedAt()));
    }
  }

  /// A cluster's findings, sorted by check and fingerprint.
  ///
  /// @param state null: all
  /// @param check null: of all checks
  /// @param afterCheck check of the last finding of the page before; null: the first page
  /// @param afterFingerprint its fingerprint
  /// @throws NotFound if there is no such cluster
  public List<Life> list(
      String cluster,
      @Nullable State state,
      @Nullable String check,
      @Nullable String afterCheck,
      @Nullable String afterFingerprint,
      int limit) {
    FindingStore.After after =
        afterCheck == null || afterFingerprint == null
            ? null
            : new FindingStore.After(afterCheck, afterFingerprint);
    return Stored.answer(
        () ->
            store
                .list(
                    cluster,
                    new FindingStore.Selection(
                        state == null ? null : state.toString(), check, after, limit))
                .stream()
                .map(Life::of)
                .toList());
  }

  /// Keeps which findings a judgement had, and tells of those that are open and were not before.
  ///
  /// @param report the report that says so, issued in the same transaction; null: none
  @Transactional
  void keep(AssessCluster.Judged judged, Catalogue catalogue, Instant at, @Nullable UUID report) {
    Assessment assessment = judged.assessed().assessment();
    Notice opened =
        OpenedFindings.notice(
            judged, store.before(judged.snapshot().cluster(), Long.MAX_VALUE), at);
    if (opened != null) {
      outbox.put(opened);
    }
    store.append(
        new FindingStore.Judgement(
            judged.snapshot().cluster(),
            judged.snapshot().sequence(),
            judged.framework(),
            assessment.asOf(),
            at,
            report,
            assessment.checks().stream()
                .map(check -> judged(check, assessment.evidence(), catalogue))
                .toList()));
  }

  private static Judged judged(CheckResult check, Evidence evidence, Catalogue catalogue) {
    return new Judged(
        check.id(),
        check.outcome().name(),
        sawEverything(check, evidence, catalogue),
        check.findings().stream()
            .map(
                f ->
                    new Sighting(
                        f.fingerprint(), f.status().toString(), f.summary(), f.exception()))
            .toList());
  }

  /// Whether what the check does not list is not there. A FAIL has doubts as an INCONCLUSIVE has,
  /// beside what it witnessed.
  private static boolean sawEverything(CheckResult check, Evidence evidence, Catalogue catalogue) {
    return switch (check.outcome()) {
      case PASS, NOT_APPLICABLE -> true;
      case INCONCLUSIVE -> false;
      case FAIL ->
          check.findings().size() < Judgement.MOST_FINDINGS
              && evidence.warnings().stream().noneMatch(w -> w.effect() == Effect.MAY_ALLOW)
              && evidence.gaps().stream().noneMatch(gap -> touches(gap, check, catalogue));
    };
  }

  private static boolean touches(Gap gap, CheckResult check, Catalogue catalogue) {
    return catalogue.affectedBy(gap).contains(check.id());
  }

  /// Since when the findings of a judgement are there, by check and fingerprint: from the
  /// judgements of earlier snapshots, and itself.
  ///
  /// @param knownBy only from judgements that were made until then; null: from all
  Map<String, Map<String, FindingAge>> ages(
      AssessCluster.Judged judged, @Nullable Instant knownBy) {
    Instant now = judged.snapshot().takenAt();
    String cluster = judged.snapshot().cluster();
    long sequence = judged.snapshot().sequence();
    Map<String, StoredFinding> before = new HashMap<>();
    (knownBy == null ? store.before(cluster, sequence) : store.before(cluster, sequence, knownBy))
        .forEach(f -> before.put(f.check() + " " + f.fingerprint(), f));
    Map<String, Map<String, FindingAge>> ages = new HashMap<>();
    for (CheckResult check : judged.assessed().assessment().checks()) {
      Map<String, FindingAge> ofCheck = new HashMap<>();
      check
          .findings()
          .forEach(
              f ->
                  ofCheck.put(
                      f.fingerprint(), age(before.get(check.id() + " " + f.fingerprint()), now)));
      ages.put(check.id(), ofCheck);
    }
    return ages;
  }

  private static FindingAge age(@Nullable StoredFinding before, Instant now) {
    if (before == null) {
      return new FindingAge(now, now, 0);
    }
    return before.closedAt() == null
        ? new FindingAge(before.firstSeen(), before.since(), before.reopened())
        : new FindingAge(before.firstSeen(), now, before.reopened() + 1);
  }
}
