package dev.palisade.compliance.report;

import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Warning;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Requirement;
import dev.palisade.compliance.control.RequirementResult;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.control.Witness;
import dev.palisade.compliance.report.JudgedFinding.CitedPlace;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.YamlText;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns an assessment into the words and numbers of a report.
final class ReportAssembly {
  private final Assessment assessment;
  private final Evidence evidence;
  private final Snapshot snapshot;
  private final Catalogue catalogue;
  private final Zoning zoning;
  private final Map<ResourceRef, Manifest> manifests = new HashMap<>();
  private final Set<ResourceRef> policies = new TreeSet<>();

  ReportAssembly(Assessment assessment, Catalogue catalogue) {
    this.assessment = assessment;
    this.evidence = assessment.evidence();
    this.snapshot = evidence.snapshot();
    this.catalogue = catalogue;
    this.zoning = Zoning.of(assessment.scope(), evidence.reachability());
    snapshot.manifests().forEach(manifest -> manifests.put(manifest.ref(), manifest));
    Stream.concat(
            evidence.policies().policies().map(Policy::ref),
            evidence.policies().unenforced().stream())
        .forEach(policies::add);
  }

  Report report(ReportIdentity identity, Method method, @Nullable Long sequence, Waivers waivers) {
    Set<ResourceRef> cited = cited();
    return new Report(
        identity,
        snapshot.cluster(),
        coverage(sequence),
        method,
        assessment.asOf(),
        catalogue.frameworks().stream().map(f -> new Report.Held(f.id(), f.title())).toList(),
        new ScopeWords(zoning).declared(),
        assessment.requirements().stream().map(this::requirement).toList(),
        assessment.checks().stream()
            .sorted(Comparator.comparing(CheckResult::id))
            .map(this::check)
            .toList(),
        exceptions(waivers),
        ZoneMatrix.of(evidence.reachability(), zoning),
        policies(cited),
        cited.stream()
            .filter(ref -> !policies.contains(ref))
            .map(ref -> object(ref, true))
            .toList(),
        null,
        null);
  }

  private Coverage coverage(@Nullable Long sequence) {
    Instant at = snapshot.takenAt();
    var run = snapshot.run();
    return new Coverage(
        new Coverage.Period(at, at),
        List.of(
            new Coverage.Source(
                sequence,
                at,
                snapshot.digest(),
                run.collector(),
                word(run.trigger()),
                run.requester(),
                run.startedAt(),
                run.endedAt(),
                run.user(),
                run.filters(),
                run.notes().stream()
                    .map(note -> new Coverage.Note(word(note.weight()), note.text()))
                    .toList())),
        snapshot.calls().stream().map(ReportAssembly::population).toList(),
        evidence.gaps().stream().map(this::missing).toList(),
        evidence.warnings().stream().map(ReportAssembly::caution).toList(),
        assessment.notExamined().stream()
            .map(n -> new Coverage.NotExamined(n.what(), n.why(), n.affects()))
            .toList());
  }

  private static Coverage.Population population(ListCall call) {
    return new Coverage.Population(
        call.kind(),
        call.apiVersion(),
        call.count(),
        call.resourceVersion(),
        // a kind that the API server does not know has no objects: nothing is missing
        call.completeness() == ListCall.Completeness.COMPLETE
            || call.completeness() == ListCall.Completeness.NOT_INSTALLED,
        word(call.completeness()));
  }

  private Coverage.Missing missing(Gap gap) {
    List<String> evaluated = assessment.checks().stream().map(CheckResult::id).sorted().toList();
    return new Coverage.Missing(
        gap.kind(),
        gap.namespace(),
        gap.name(),
        word(gap.reason()),
        gap.status() == 0 ? null : gap.status(),
        gap.message(),
        catalogue.affectedBy(gap).stream().filter(evaluated::contains).toList());
  }

  private static Coverage.Caution caution(Warning warning) {
    ResourceRef ref = warning.ref();
    return new Coverage.Caution(
        ref.kind(),
        unlessEmpty(ref.namespace()),
        ref.name(),
        ref.digest(),
        unlessEmpty(warning.pointer()),
        word(warning.effect()),
        warning.message());
  }

  private JudgedRequirement requirement(RequirementResult r) {
    Requirement asked = catalogue.requirement(r.framework(), r.id());
    return new JudgedRequirement(
        r.framework(),
        r.id(),
        asked == null ? null : asked.subject(),
        r.conclusion(),
        r.checks(),
        asked == null ? List.of() : asked.primary().stream().map(Object::toString).toList(),
        r.note(),
        asked == null || asked.references().isEmpty() ? null : asked.references());
  }

  private JudgedCheck check(CheckResult c) {
    return new JudgedCheck(
        c.id(),
        question(c.id()),
        c.outcome(),
        c.proved() == null ? null : c.proved().toString(),
        c.population(),
        c.examined(),
        c.reasons(),
        c.findings().stream().map(ReportAssembly::finding).toList(),
        c.closedBy().isEmpty() ? null : c.closedBy(),
        c.certificates().isEmpty()
            ? null
            : c.certificates().stream().map(CertifiedClass::of).toList());
  }

  /// @param name the check's id, with its parameters in brackets where it has some
  private @Nullable String question(String name) {
    int bracket = name.indexOf('(');
    String id = bracket < 0 ? name : name.substring(0, bracket);
    return catalogue.checks().stream()
        .filter(check -> check.id().equals(id))
        .map(Check::question)
        .findFirst()
        .orElse(null);
  }

  private static JudgedFinding finding(Finding f) {
    return new JudgedFinding(
        f.fingerprint(),
        f.status(),
        f.summary(),
        switch (f.witness()) {
          case Witness.FlowWitness flow ->
              new JudgedFinding.Proof.Flow(
                  flow.source(), flow.destination(), flow.traffic().toString(), flow.exposure());
          case Witness.SubjectWitness subject ->
              new JudgedFinding.Proof.Subject(
                  subject.subject(),
                  subject.direction() == null ? null : subject.direction().toString());
        },
        f.rules().stream().map(ReportAssembly::place).toList(),
        f.exception(),
        f.fix(),
        f.remedy());
  }

  private static CitedPlace place(CitedRule rule) {
    ResourceRef ref = rule.ref();
    String side = rule.side() == null ? null : rule.side().toString();
    String pointer = unlessEmpty(rule.pointer());
    return ref == null
        ? new CitedPlace(null, null, null, null, null, pointer, side, rule.reason())
        : new CitedPlace(
            ref.apiVersion(),
            ref.kind(),
            unlessEmpty(ref.namespace()),
            ref.name(),
            ref.digest(),
            pointer,
            side,
            rule.reason());
  }

  private List<ExceptionInForce> exceptions(Waivers waivers) {
    return waivers.waivers().stream()
        .filter(w -> w.isInForce(assessment.asOf()))
        .map(
            w ->
                new ExceptionInForce(
                    w.exception(),
                    w.check(),
                    w.fingerprint(),
                    w.selector() == null ? null : w.selector().toString(),
                    w.traffic() == null ? null : w.traffic().toString(),
                    w.from(),
                    w.until(),
                    isUsed(w) ? "used" : "unused"))
        .sorted(
            Comparator.comparing(ExceptionInForce::id)
                .thenComparing(ExceptionInForce::check)
                .thenComparing(e -> e.fingerprint() == null ? "" : e.fingerprint())
                .thenComparing(e -> e.selector() == null ? "" : e.selector()))
        .toList();
  }

  private boolean isUsed(Waiver waiver) {
    return assessment.checks().stream()
        .anyMatch(
            check ->
                check.findings().stream()
                    .filter(f -> waiver.exception().equals(f.exception()))
                    .anyMatch(f -> waiver.covers(check.id(), f.fingerprint(), f.witness())));
  }

  private Set<ResourceRef> cited() {
    Set<ResourceRef> refs = new TreeSet<>();
    assessment.checks().stream()
        .flatMap(check -> check.findings().stream())
        .flatMap(finding -> finding.rules().stream())
        .forEach(
            rule -> {
              if (rule.ref() != null) {
                refs.add(rule.ref());
              }
            });
    return refs;
  }

  private List<CitedObject> policies(Set<ResourceRef> cited) {
    Set<String> inScope = zoning.namespacesInScope();
    List<CitedObject> listed = new ArrayList<>();
    for (ResourceRef ref : policies) {
      boolean printed =
          ref.namespace().isEmpty() || inScope.contains(ref.namespace()) || cited.contains(ref);
      listed.add(object(ref, printed));
    }
    return listed;
  }

  private CitedObject object(ResourceRef ref, boolean printed) {
    Manifest manifest = printed ? manifests.get(ref) : null;
    return new CitedObject(
        ref.apiVersion(),
        ref.kind(),
        unlessEmpty(ref.namespace()),
        ref.name(),
        ref.digest(),
        manifest == null ? null : YamlText.write(manifest.root()));
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /// A constant as JSON spells it: `not-installed`.
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
