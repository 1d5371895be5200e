package dev.palisade.compliance.control;

import dev.palisade.compliance.control.Assessment.CatalogueIdentity;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requirements as data, and the checks that they are mapped to.
///
/// @param version of the data
/// @param digest SHA-256 over the canonical JSON of all of it
/// @param frameworks in the order of reports
/// @param advice checks that are evaluated beside those of requirements, as advice
/// @param checks every check that there is, mapped or not, by id
public record Catalogue(
    String version,
    String digest,
    List<Framework> frameworks,
    List<CheckCall> advice,
    List<Check> checks) {

  /// The check whose own proof, when it passes, is that of every other PASS.
  private static final String ENFORCEMENT = "enforcement";

  /// The check whose proof, when it passes, may be that probes observed what is claimed.
  private static final String TESTED = "segmentation-tested";

  /// Checks that claim of traffic among zones what probes between zones observe. What comes from
  /// outside the cluster is probed from nowhere here.
  private static final Set<String> OBSERVABLE =
      Set.of(
          "cardholder-egress",
          "default-deny",
          "namespace-isolation",
          "need-to-know",
          "registered-flows",
          "restricted-ports",
          TESTED);

  public Catalogue {
    frameworks = List.copyOf(frameworks);
    advice = List.copyOf(advice);
    checks = List.copyOf(checks);
  }

  /// The catalogue that comes with Palisade.
  public static Catalogue load() {
    return new CatalogueReader(Checks.all()).read();
  }

  /// The same with a framework of the user's own, which comes last. Version stays; the digest
  /// covers it.
  ///
  /// @param document in the form of `docs/schema/framework.v1.json`
  /// @throws UnusableFramework with all that is wrong with it
  public Catalogue with(Cursor document) {
    Framework framework =
        new FrameworkReader(checks, frameworks.stream().map(Framework::id).toList()).read(document);
    List<Framework> all = new ArrayList<>(frameworks);
    all.add(framework);
    Node root = Objects.requireNonNull(document.node());
    Map<String, Node> parts = Map.of("catalogue", Node.text(digest), framework.id(), root);
    return new Catalogue(version, CanonicalJson.digest(Node.object(parts)), all, advice, checks);
  }

  /// All requirements, the leading ones of every framework first.
  public List<Requirement> requirements() {
    return frameworks.stream()
        .flatMap(f -> f.requirements().stream())
        .sorted(Comparator.comparing(Requirement::rank))
        .toList();
  }

  /// @return null when there is none
  public @Nullable Requirement requirement(String framework, String id) {
    return requirements().stream()
        .filter(r -> r.framework().equals(framework) && r.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  /// The same with one framework alone; checks are those that it is mapped to, and advice.
  ///
  /// @throws IllegalArgumentException when there is no such framework
  public Catalogue of(String framework) {
    List<Framework> one = frameworks.stream().filter(f -> f.id().equals(framework)).toList();
    if (one.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no framework \""
              + framework
              + "\": expected "
              + String.join(" or ", frameworks.stream().map(Framework::id).toList()));
    }
    return new Catalogue(version, digest, one, advice, checks);
  }

  /// The evaluations that a gap keeps from passing, sorted.
  public List<String> affectedBy(Gap gap) {
    return calls()
        .filter(call -> Kinds.touches(gap, check(call)))
        .map(CheckCall::toString)
        .toList();
  }

  /// Judges everything that a requirement rests on, each check once for each set of parameters, and
  /// what is advice.
  public Assessment evaluate(
      Evidence evidence, Scope scope, History history, Waivers waivers, Instant asOf) {
    Examination examination =
        new Examination(
            evidence,
            scope,
            Zoning.of(scope, evidence.reachability()),
            history,
            waivers,
            asOf,
            List.of());
    SortedMap<CheckCall, CheckResult> results = new TreeMap<>();
    calls()
        .forEach(
            call -> results.put(call, check(call).evaluate(examination.with(call.parameters()))));
    Map<CheckCall, Outcome> outcomes = new TreeMap<>();
    List<CheckResult> proved = new ArrayList<>();
    results.forEach(
        (call, result) -> {
          outcomes.put(call, result.outcome());
          proved.add(result.withProof(proof(call, results)));
        });
    return new Assessment(
        evidence,
        scope,
        asOf,
        new CatalogueIdentity(version, digest),
        requirements().stream().map(requirement -> requirement.judge(outcomes)).toList(),
        proved,
        NotExaminedList.of(examination, calls().map(CheckCall::toString).toList()));
  }

  /// An assessment of this catalogue in which what passed is INCONCLUSIVE, for a reason that
  /// touches everything.
  public Assessment withoutPass(Assessment assessment, String reason) {
    List<CheckResult> checks =
        assessment.checks().stream().map(check -> check.withoutPass(reason)).toList();
    Map<CheckCall, Outcome> outcomes = new TreeMap<>();
    checks.forEach(check -> outcomes.put(CheckCall.parse(check.id()), check.outcome()));
    return new Assessment(
        assessment.evidence(),
        assessment.scope(),
        assessment.asOf(),
        assessment.catalogue(),
        requirements().stream().map(requirement -> requirement.judge(outcomes)).toList(),
        checks,
        assessment.notExamined());
  }

  /// What requirements rest on, and advice: each call once, sorted.
  private Stream<CheckCall> calls() {
    return Stream.concat(requirements().stream().flatMap(r -> r.checks().stream()), advice.stream())
        .distinct()
        .sorted();
  }

  private Check check(CheckCall call) {
    return checks.stream()
        .filter(check -> check.id().equals(call.check()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no check " + call.check()));
  }

  /// What enforcement proves; where probes observed the same, that goes for what they can observe.
  private static Proof proof(CheckCall call, SortedMap<CheckCall, CheckResult> results) {
    CheckResult enforcement = results.get(new CheckCall(ENFORCEMENT, List.of()));
    Proof proof = enforcement == null ? null : enforcement.proved();
    if (proof == null) {
      return Proof.DECLARED;
    }
    boolean observed =
        OBSERVABLE.contains(call.check())
            && results.entrySet().stream()
                .filter(entry -> entry.getKey().check().equals(TESTED))
                .anyMatch(entry -> entry.getValue().proved() == Proof.OBSERVED);
    return observed && proof == Proof.ENFORCED ? Proof.OBSERVED : proof;
  }
}
