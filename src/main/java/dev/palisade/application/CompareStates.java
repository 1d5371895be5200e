package dev.palisade.application;

import dev.palisade.analysis.reachability.question.Containment;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.application.ClusterModel.Purpose;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.MemberChange;
import dev.palisade.compliance.diff.OutcomeChange;
import dev.palisade.compliance.diff.ScopeDocument;
import dev.palisade.compliance.diff.State;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.document.PrettyJson;
import dev.palisade.render.html.ComparisonHtml;
import dev.palisade.render.json.ComparisonJson;
import dev.palisade.render.markdown.ComparisonMarkdown;
import dev.palisade.render.pdf.ComparisonPdf;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares everything about two states of a cluster, given as manifests: objects, traffic and what
/// caused its changes, and with a scope the outcomes and findings of the controls.
///
/// @param containment which of the two allows more
public record CompareStates(
    Comparison comparison, Containment containment, List<Message> warnings) {

  public CompareStates {
    warnings = List.copyOf(warnings);
  }

  /// Without what differs in scopes.
  ///
  /// @throws UnusableInput as below
  public static CompareStates of(
      Path before, Path after, DialectChoice dialect, @Nullable Path scope) {
    return of(before, after, dialect, scope, null);
  }

  /// @param scope by which both are judged; null: nothing is judged
  /// @param scopeBefore that was in force at the state before, to be compared with the other; null:
  ///   scopes are not compared
  /// @throws UnusableInput when one of the states, or the scope, cannot be used
  public static CompareStates of(
      Path before,
      Path after,
      DialectChoice dialect,
      @Nullable Path scope,
      @Nullable Path scopeBefore) {
    ClusterModel first = ClusterModel.read(List.of(before), dialect, Purpose.VERDICT);
    ClusterModel second = ClusterModel.read(List.of(after), dialect, Purpose.VERDICT);
    List<Message> warnings = new ArrayList<>(first.warnings());
    warnings.addAll(second.warnings());
    Comparison comparison =
        scope == null
            ? unjudged(first.analysis(), second.analysis())
            : judged(first.analysis(), second.analysis(), dialect, scope, scopeBefore);
    Containment containment =
        Containment.between(first.analysis().reachability(), second.analysis().reachability());
    return new CompareStates(comparison, containment, warnings);
  }

  private static Comparison unjudged(Analysis before, Analysis after) {
    return Comparison.between(
        State.of(before.evidence()),
        State.of(after.evidence()),
        snapshot ->
            Analysis.of(snapshot, after.reachability().settings(), List.<IpSet>of())
                .reachability());
  }

  private static Comparison judged(
      Analysis before,
      Analysis after,
      DialectChoice dialect,
      Path scopeFile,
      @Nullable Path scopeBefore) {
    AssessSnapshot assess = AssessSnapshot.standard();
    Scope scope = AssessManifests.scope(scopeFile);
    AssessSnapshot.Request first = request(before, dialect, scope);
    AssessSnapshot.Request second = request(after, dialect, scope);
    try {
      AtOnce<AssessSnapshot.Assessed, AssessSnapshot.Assessed> judged =
          AtOnce.of(() -> assess.judge(first), () -> assess.judge(second));
      AssessSnapshot.Assessed then = judged.first();
      AssessSnapshot.Assessed now = judged.second();
      Comparison comparison = assess.compare(then, null, second, now, null);
      if (scopeBefore == null) {
        return comparison;
      }
      ScopeDocument old = AssessManifests.scopeDocument(scopeBefore);
      ScopeDocument young = AssessManifests.scopeDocument(scopeFile);
      return comparison.under(
          ScopeDocument.changes(old, List.of(young), young.version(), null),
          MemberChange.between(
              then.assessment(), now.assessment(), AssessManifests.scope(scopeBefore), scope));
    } catch (AssessSnapshot.UnusableChoice e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static AssessSnapshot.Request request(
      Analysis analysis, DialectChoice dialect, Scope scope) {
    AssessSnapshot.Request usual =
        AssessSnapshot.Request.of(analysis.snapshot(), scope, analysis.snapshot().takenAt());
    return new AssessSnapshot.Request(
        usual.snapshot(),
        scope,
        dialect.dialect(),
        dialect.overrides(),
        usual.history(),
        usual.waivers(),
        usual.asOf(),
        null);
  }

  public boolean isEmpty() {
    return comparison.isEmpty();
  }

  /// Changed outcomes as lines: `outcome: requirement pci-dss 1.3.1: supported -> contradicted`.
  public String outcomes() {
    StringBuilder text = new StringBuilder();
    List<OutcomeChange> outcomes = comparison.outcomes();
    for (OutcomeChange change : outcomes == null ? List.<OutcomeChange>of() : outcomes) {
      text.append("outcome: ").append(change.subject()).append(' ').append(change.name());
      text.append(": ").append(change.before() == null ? "not judged" : change.before());
      text.append(" -> ").append(change.after() == null ? "not judged" : change.after());
      text.append('\n');
    }
    return text.toString();
  }

  /// `palisade/comparison/v1`, indented.
  public String json() {
    return PrettyJson.text(ComparisonJson.node(comparison, containment)) + "\n";
  }

  /// One page, which needs nothing else.
  public String html() {
    return ComparisonHtml.of(comparison);
  }

  public String markdown() {
    return ComparisonMarkdown.of(comparison, containment);
  }

  /// Writes a PDF. Does not close the stream.
  public void pdf(OutputStream out) {
    ComparisonPdf.write(comparison, ComparisonJson.bytes(comparison), out);
  }
}
