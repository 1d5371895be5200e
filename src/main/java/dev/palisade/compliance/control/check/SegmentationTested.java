package dev.palisade.compliance.control.check;

import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.reachability.Citation;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.History.Changes;
import dev.palisade.compliance.control.History.Observed;
import dev.palisade.compliance.control.History.ProbeResult;
import dev.palisade.compliance.control.History.ProbeRun;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Outcome;
import dev.palisade.compliance.control.Proof;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.control.probe.Probe;
import dev.palisade.compliance.control.probe.Probe.Expected;
import dev.palisade.compliance.control.probe.Probe.Target;
import dev.palisade.compliance.control.probe.ProbePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Probes of every class of traffic between zones were made, and what they observed is what the
/// policies say.
public final class SegmentationTested implements Check {

  /// What an observation says of a verdict.
  enum Agreement {
    AGREES,
    /// It says nothing against it, and nothing for it either.
    SILENT,
    /// It may be either.
    UNCLEAR,
    CONTRADICTS
  }

  /// All contradictions between the same two ends.
  private static final class Contradiction {
    TrafficSet traffic = TrafficSet.NONE;
    final List<String> sentences = new ArrayList<>();
    final List<CitedRule> rules = new ArrayList<>();
  }

  private record Pair(String source, String destination) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      return toString().compareTo(other.toString());
    }
  }

  @Override
  public String id() {
    return "segmentation-tested";
  }

  @Override
  public String question() {
    return "Was every class of traffic between zones probed, and did the probes observe what the policies say?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public Set<String> parameters() {
    return Window.PARAMETERS;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this, x, "probe plan: every class of traffic from each zone to each zone and network");
    Window window = Window.of(x);
    Map<String, ProbeResult> results = latest(x, window);
    remarkOnLater(judgement, x);
    if (results.isEmpty()) {
      nothing(judgement, x, window);
      return judgement.conclude();
    }
    ProbePlan plan = ProbePlan.of(x.evidence().reachability(), x.zoning());
    judgement.restsOn(x.evidence().reachability().endpoints().allPods());
    boolean all = compare(judgement, x, plan, results, window);
    CheckResult result = judgement.conclude();
    return all && result.outcome() == Outcome.PASS ? result.withProof(Proof.OBSERVED) : result;
  }

  private static void nothing(Judgement judgement, Examination x, Window window) {
    ProbeRun run = x.history().probes();
    if (run != null && x.history().covers(window.from())) {
      judgement.violation(
          new Violation(
              "no result of a probe was handed in for " + window,
              new SubjectWitness("probe plan", null),
              List.of(),
              "Run the probes that `palisade probes plan` lists and hand in their results."));
    } else {
      judgement.doubt(
          run == null
              ? "no results of probes were handed in: whether the segmentation was tested is not known"
              : "no result of a probe is of "
                  + window
                  + ", and nothing is kept of the past that would show that there was none");
    }
  }

  /// The last result of each probe within the window.
  private static Map<String, ProbeResult> latest(Examination x, Window window) {
    Map<String, ProbeResult> results = new TreeMap<>();
    ProbeRun run = x.history().probes();
    if (run != null) {
      for (ProbeResult result : run.results()) {
        if (window.holds(result.at()) && !result.at().isAfter(x.asOf())) {
          results.put(result.probe(), result);
        }
      }
    }
    return results;
  }

  private static void remarkOnLater(Judgement judgement, Examination x) {
    ProbeRun run = x.history().probes();
    long later =
        run == null
            ? 0
            : run.results().stream().filter(result -> result.at().isAfter(x.asOf())).count();
    if (later > 0) {
      judgement.note(
          later
              + " results are of after "
              + x.asOf()
              + ", as of which is judged, and do not count");
    }
  }

  /// @return whether every probe was made and agrees, on the policies as they are now
  private static boolean compare(
      Judgement judgement,
      Examination x,
      ProbePlan plan,
      Map<String, ProbeResult> results,
      Window window) {
    SortedMap<Pair, Contradiction> contradictions = new TreeMap<>();
    Map<String, ProbeResult> unknown = new HashMap<>(results);
    List<String> missing = new ArrayList<>();
    int agreeing = 0;
    int silent = 0;
    for (Probe probe : plan.probes()) {
      judgement.examined(1);
      ProbeResult result = results.get(probe.id());
      unknown.remove(probe.id());
      if (result == null) {
        missing.add(probe.id());
        continue;
      }
      switch (agreement(probe, result.observed())) {
        case AGREES -> agreeing++;
        case SILENT -> silent++;
        case UNCLEAR ->
            judgement.doubt(
                "probe "
                    + probe.id()
                    + ": "
                    + probe
                    + " is denied by the policies and was refused: either a policy turns it away, or it arrived where nothing listens");
        case CONTRADICTS ->
            contradict(
                contradictions.computeIfAbsent(
                    new Pair(WorkloadName.of(probe.source()), probe.target().name()),
                    pair -> new Contradiction()),
                probe,
                result,
                x.evidence());
      }
    }
    contradictions.forEach((pair, all) -> judgement.violation(violation(pair, all)));
    if (!missing.isEmpty()) {
      judgement.doubt(
          missing.size()
              + " of "
              + plan.probes().size()
              + " planned probes have no result of "
              + window
              + ": "
              + some(missing));
    }
    remarks(judgement, plan, silent, unknown.size());
    Instant first = results.values().stream().map(ProbeResult::at).min(Instant::compareTo).get();
    boolean current = isCurrent(judgement, x, first);
    judgement.closedBy(
        agreeing
            + " of "
            + plan.probes().size()
            + " planned probes observed what the policies say, the first of them at "
            + first);
    return agreeing == plan.probes().size() && current;
  }

  private static void remarks(Judgement judgement, ProbePlan plan, int silent, int unknown) {
    if (silent > 0) {
      judgement.note(
          silent
              + " probes of what is allowed got no answer that would show it: nothing listens there, or it need not answer");
    }
    if (unknown > 0) {
      judgement.note(
          unknown
              + " results are of probes that are not in this plan: it changes with policies and workloads");
    }
    for (ProbePlan.Uncovered left : plan.uncovered()) {
      judgement.note(
          "not probed: "
              + left.from()
              + " -> "
              + left.to()
              + ": "
              + left.what()
              + ": "
              + left.why());
    }
  }

  /// Whether nothing that is known changed since the first probe.
  private static boolean isCurrent(Judgement judgement, Examination x, Instant first) {
    Changes changes = x.history().changes();
    long since =
        changes == null
            ? 0
            : changes.changes().stream().filter(change -> change.until().isAfter(first)).count();
    if (since > 0) {
      judgement.note("policies changed " + since + " times since the first of the probes");
    }
    if (changes != null && !changes.unknown().isEmpty()) {
      changes.unknown().forEach(judgement::note);
      return false;
    }
    return since == 0;
  }

  /// An open way over TCP is answered by whatever listens; a closed one is silent. What was refused
  /// may have arrived. UDP need not be answered at all.
  static Agreement agreement(Probe probe, Observed observed) {
    boolean allowed = probe.expected() == Expected.ALLOWED;
    return switch (observed) {
      case AS_EXPECTED -> Agreement.AGREES;
      case NOT_AS_EXPECTED -> Agreement.CONTRADICTS;
      case CONNECTED -> allowed ? Agreement.AGREES : Agreement.CONTRADICTS;
      case REFUSED -> allowed ? Agreement.SILENT : Agreement.UNCLEAR;
      case TIMEOUT -> {
        if (!allowed) {
          yield Agreement.AGREES;
        }
        boolean answers = probe.packet().protocol().equals(Protocol.TCP);
        yield answers ? Agreement.CONTRADICTS : Agreement.SILENT;
      }
    };
  }

  private static void contradict(
      Contradiction of, Probe probe, ProbeResult result, Evidence evidence) {
    of.traffic = of.traffic.union(probe.packet().asSet().anySource());
    of.sentences.add(
        "probe "
            + probe.id()
            + " on "
            + probe.packet()
            + " is "
            + probe.expected()
            + " by the policies and was observed "
            + result.observed()
            + " at "
            + result.at());
    var reachability = evidence.reachability();
    List<Citation> citations =
        FlowEvaluator.of(evidence.inventory(), evidence.policies(), reachability.settings())
            .evaluate(
                new Endpoint.PodEndpoint(probe.source()),
                switch (probe.target()) {
                  case Target.OfPod(var pod) -> new Endpoint.PodEndpoint(pod);
                  case Target.OfAddress(var address) ->
                      new Endpoint.AddressEndpoint(IpRange.of(address));
                },
                probe.packet())
            .citations();
    for (Citation c : citations) {
      boolean decides = probe.expected() == Expected.ALLOWED || c.action() == Action.DENY;
      CitedRule rule = new CitedRule(c.policy(), c.pointer(), c.direction(), c.reason());
      if (decides && !of.rules.contains(rule)) {
        of.rules.add(rule);
      }
    }
  }

  private static Violation violation(Pair pair, Contradiction all) {
    return new Violation(
        pair.source() + " -> " + pair.destination() + ": " + String.join("; ", all.sentences),
        new FlowWitness(pair.source(), pair.destination(), all.traffic, null),
        all.rules,
        "Find out why the network does not do what the policies say: whether the network plugin enforces them on both nodes, and"
            + " what else forwards or drops packets.");
  }

  private static String some(List<String> ids) {
    List<String> first = ids.stream().limit(5).toList();
    return String.join(", ", first) + (ids.size() > first.size() ? ", …" : "");
  }
}
