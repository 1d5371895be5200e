package dev.palisade.compliance.remedy;

import dev.palisade.analysis.policy.Warning;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Remedy;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.check.Checks;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Proves remedies: of what is proposed for a finding, smallest first, the first with which, judged
/// anew,
/// - the finding is gone,
/// - every registered flow that was possible still is,
/// - the four checks find nothing that they did not find before, in no finding more traffic, and
///   nothing is less well understood.
public final class Remedies {
  /// The checks whose findings a policy closes.
  public static final Set<String> CHECKS =
      Set.of("cardholder-ingress", "default-deny", "namespace-isolation", "dns-egress");

  /// More different remedies than anyone applies from one report.
  static final int MOST = 50;

  /// Clusters judged anew for one assessment: fewer of large ones, so that it stays quick.
  private static final int MOST_TRIALS = 200;

  private static final int MOST_ENDS = 30_000;

  /// What became of a cluster so changed.
  private record Trial(Set<String> left, boolean keeps, boolean adds) {
    boolean proves(Finding finding) {
      return keeps && !adds && !left.contains(finding.fingerprint());
    }
  }

  private final Assessment assessment;
  private final Function<Snapshot, Evidence> computing;
  private final Proposals proposals;
  private final Zoning zoning;
  private final Map<String, Finding> known = new HashMap<>();
  private final Map<String, Trial> trials = new HashMap<>();
  private final SortedSet<Proposal> accepted = new TreeSet<>(Proposal.BY_SIZE);
  private final int mostTrials;

  private Remedies(Assessment assessment, Function<Snapshot, Evidence> computing) {
    this.assessment = assessment;
    this.computing = computing;
    Evidence evidence = assessment.evidence();
    this.zoning = Zoning.of(assessment.scope(), evidence.reachability());
    this.proposals = new Proposals(evidence, zoning);
    long size = evidence.inventory().pods().size() + evidence.policies().policies().count();
    this.mostTrials = Math.clamp(MOST_ENDS / Math.max(1, size), 1, MOST_TRIALS);
    Set<String> evaluated = new HashSet<>();
    for (CheckResult check : assessment.checks()) {
      if (CHECKS.contains(check.id())) {
        evaluated.add(check.id());
        check.findings().forEach(finding -> known.put(finding.fingerprint(), finding));
      }
    }
    judged(evidence, id -> !evaluated.contains(id))
        .forEach(finding -> known.put(finding.fingerprint(), finding));
  }

  /// By the fingerprints of the open findings of these checks.
  ///
  /// @param computing what is to be judged of a changed snapshot, by the settings and cuts of the
  ///   assessment
  public static Map<String, Remedy> of(
      Assessment assessment, Function<Snapshot, Evidence> computing) {
    List<CheckResult> failed =
        assessment.checks().stream()
            .filter(check -> CHECKS.contains(check.id()))
            .filter(check -> check.findings().stream().anyMatch(Remedies::isOpen))
            .toList();
    return failed.isEmpty() ? Map.of() : new Remedies(assessment, computing).of(failed);
  }

  private static boolean isOpen(Finding finding) {
    return finding.status() == Finding.Status.OPEN;
  }

  private Map<String, Remedy> of(List<CheckResult> failed) {
    Map<String, Remedy> remedies = new LinkedHashMap<>();
    int longest = failed.stream().mapToInt(check -> check.findings().size()).max().orElse(0);
    // in turns, so that where not all are looked for every check has some
    for (int i = 0; i < longest; i++) {
      for (CheckResult check : failed) {
        if (i < check.findings().size() && isOpen(check.findings().get(i))) {
          Finding finding = check.findings().get(i);
          remedies.put(finding.fingerprint(), remedy(check.id(), finding));
        }
      }
    }
    return remedies;
  }

  private Remedy remedy(String check, Finding finding) {
    if (isExhausted()) {
      return already(finding);
    }
    List<Proposal> candidates = proposals.of(check, finding);
    if (candidates.isEmpty()) {
      return Remedy.none(
          "there is no policy of networking.k8s.io/v1 whose change or addition could close this");
    }
    for (Proposal candidate : candidates) {
      Proposal smaller = proved(finding, candidate);
      if (smaller != null) {
        return smaller.proved(proof(smaller));
      }
      Trial trial = trials.get(candidate.yaml());
      if (trial == null && isExhausted()) {
        return already(finding);
      }
      if (trial == null) {
        trial = trial(candidate);
        trials.put(candidate.yaml(), trial);
      }
      if (trial.proves(finding)) {
        accepted.add(candidate);
        return candidate.proved(proof(candidate));
      }
    }
    return Remedy.none(
        "no change of networking.k8s.io/v1 policies was proved to close this and keep what is registered ("
            + candidates.size()
            + " tried)");
  }

  /// What closes another finding, and this one as well.
  ///
  /// @param than only what is not larger; null: all
  private @Nullable Proposal proved(Finding finding, @Nullable Proposal than) {
    for (Proposal known : accepted) {
      if (than != null && Proposal.BY_SIZE.compare(known, than) > 0) {
        return null;
      }
      Trial trial = trials.get(known.yaml());
      if (trial != null && trial.proves(finding)) {
        return known;
      }
    }
    return null;
  }

  private boolean isExhausted() {
    return trials.size() >= mostTrials || accepted.size() >= MOST;
  }

  /// Nothing more is tried: what closes others may close this.
  private Remedy already(Finding finding) {
    Proposal any = proved(finding, null);
    return any == null ? Remedy.none(notLookedFor()) : any.proved(proof(any));
  }

  private String notLookedFor() {
    return "not looked for to the end: in a cluster of this size at most "
        + mostTrials
        + " changes are tried for one assessment, and "
        + MOST
        + " proposed";
  }

  private List<String> proof(Proposal candidate) {
    long gone = known.size() - Objects.requireNonNull(trials.get(candidate.yaml())).left().size();
    List<String> proof = new ArrayList<>();
    proof.add(
        "judged "
            + candidate.change()
            + ", the finding is gone"
            + (gone > 1 ? ", and so are " + (gone - 1) + " more of these checks" : ""));
    proof.add("every registered flow that was possible still is");
    proof.add(
        "the checks " + String.join(", ", CHECKS.stream().sorted().toList()) + " find nothing new");
    return proof;
  }

  private Trial trial(Proposal candidate) {
    Evidence before = assessment.evidence();
    Evidence after = computing.apply(candidate.on(before.snapshot()));
    Set<String> left = new HashSet<>();
    boolean adds = !before.gaps().containsAll(after.gaps()) || allows(before, after);
    for (Finding finding : adds ? List.<Finding>of() : judged(after, id -> true)) {
      left.add(finding.fingerprint());
      Finding was = known.get(finding.fingerprint());
      adds |= was == null || grew(was, finding);
    }
    boolean keeps =
        !adds
            && new KeptFlows(before.reachability(), after.reachability())
                .all(proposals.register().flows());
    return new Trial(left, keeps, adds);
  }

  private static boolean allows(Evidence before, Evidence after) {
    return after.warnings().stream()
        .anyMatch(w -> w.effect() == Warning.Effect.MAY_ALLOW && !before.warnings().contains(w));
  }

  private static boolean grew(Finding before, Finding after) {
    return before.witness() instanceof FlowWitness was
        && after.witness() instanceof FlowWitness is
        && !was.traffic().contains(is.traffic());
  }

  /// What some of the four checks find, whatever exceptions are in force.
  private List<Finding> judged(Evidence evidence, Predicate<String> which) {
    Examination examination =
        new Examination(
            evidence,
            assessment.scope(),
            Zoning.of(assessment.scope(), evidence.reachability()),
            History.none(),
            Waivers.none(),
            assessment.asOf(),
            List.of());
    List<Finding> findings = new ArrayList<>();
    for (Check check : Checks.all()) {
      if (CHECKS.contains(check.id()) && which.test(check.id())) {
        findings.addAll(check.evaluate(examination).findings());
      }
    }
    return findings;
  }
}
