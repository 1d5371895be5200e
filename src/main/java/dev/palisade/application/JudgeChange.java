package dev.palisade.application;

import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Effects;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.ReviewRules;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import dev.palisade.translate.manifest.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The verdict on a change that was not applied yet: what the service's reviews and the command
/// line have in common.
public final class JudgeChange {
  private final AssessSnapshot assess;

  public JudgeChange(AssessSnapshot assess) {
    this.assess = assess;
  }

  /// The state before the change.
  ///
  /// @param sequence its number in the cluster's chain; null: it is not kept
  public record State(
      @Nullable Long sequence, AssessSnapshot.Request request, AssessSnapshot.Assessed assessed) {}

  /// Judges the state after the change by the same scope, exceptions and instant. Where labels may
  /// stay that its manifests do not name, both states that may come of it are judged, and the
  /// graver verdict is the answer.
  ///
  /// @throws AssessSnapshot.UnusableChoice when after it nothing says which network plugin enforces
  public ChangeReview judge(State before, ProposedChange change) {
    ChangeReview written = judgeAsWritten(before, change);
    KeptLabels kept = KeptLabels.of(before.request().snapshot(), change);
    if (kept == null) {
      return written;
    }
    ChangeReview labelled = judgeAsWritten(before, kept.change());
    if (labelled.verdict().compareTo(written.verdict()) >= 0) {
      return written;
    }
    List<Reason> reasons = new ArrayList<>(labelled.reasons());
    reasons.add(new Reason(labelled.verdict(), kept.sentence()));
    return ChangeReview.of(reasons, labelled.comparison());
  }

  private ChangeReview judgeAsWritten(State before, ProposedChange change) {
    ChangedSnapshot changed = ChangedSnapshot.of(before.request().snapshot(), change);
    AssessSnapshot.Assessed after = assess.judge(before.request().on(changed.snapshot()));
    List<Refusal> refusals = refusals(after, change);
    if (!refusals.isEmpty()) {
      // what is refused leaves everything as it was
      changed = ChangedSnapshot.of(before.request().snapshot(), without(change, refusals));
      after = assess.judge(before.request().on(changed.snapshot()));
    }
    Comparison comparison =
        assess.compare(
            before.assessed(),
            before.sequence(),
            before.request().on(changed.snapshot()),
            after,
            null);
    ChangedFlows flows = new ChangedFlows(before.assessed(), after);
    return ReviewRules.judge(
        new Effects(
            comparison,
            refusals.stream().map(Refusal::toString).toList(),
            changed.mismatches(),
            NewDoubts.of(before.assessed().assessment(), after.assessment(), change),
            flows.places(comparison),
            flows.starved(comparison)));
  }

  /// Why an API server would refuse what is to be applied, each with object and pointer; empty: it
  /// would not. Where a change is taken whole or not at all, this comes before [#judge].
  public List<Message> refused(State before, ProposedChange change) {
    ChangedSnapshot changed = ChangedSnapshot.of(before.request().snapshot(), change);
    AssessSnapshot.Request after = before.request().on(changed.snapshot());
    return refusals(Translator.translate(after.snapshot(), assess.settings(after)), change).stream()
        .map(refusal -> Message.error(refusal.toString()))
        .toList();
  }

  private static List<Refusal> refusals(AssessSnapshot.Assessed after, ProposedChange change) {
    return refusals(after.analysis().translation(), change);
  }

  private static List<Refusal> refusals(Translation after, ProposedChange change) {
    Set<ResourceRef> applied = new HashSet<>();
    change.apply().forEach(manifest -> applied.add(manifest.ref()));
    return after.refusals().stream().filter(refusal -> applied.contains(refusal.ref())).toList();
  }

  private static ProposedChange without(ProposedChange change, List<Refusal> refusals) {
    Set<ResourceRef> refused = new HashSet<>();
    refusals.forEach(refusal -> refused.add(refusal.ref()));
    return new ProposedChange(
        change.apply().stream().filter(m -> !refused.contains(m.ref())).toList(), change.delete());
  }

  /// The state after a change, and what did not fit.
  ///
  /// @param mismatches sentences
  record ChangedSnapshot(Snapshot snapshot, List<String> mismatches) {
    static ChangedSnapshot of(Snapshot before, ProposedChange change) {
      AppliedChange applied = new AppliedChange(before);
      change.delete().forEach(applied::delete);
      change.apply().forEach(applied::apply);
      return new ChangedSnapshot(applied.snapshot(), applied.mismatches());
    }
  }
}
