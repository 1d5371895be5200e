package dev.palisade.application.canary;

import dev.palisade.analysis.inventory.Inventory;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.reachability.Citation;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.FlowEvaluator;
import dev.palisade.analysis.reachability.FlowVerdict;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.application.canary.Canary.Basis;
import dev.palisade.application.canary.Canary.Flow;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.Canaries;
import dev.palisade.compliance.control.Canaries.NotPlanted;
import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.History;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.snapshot.Snapshot;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plants known violations into a copy of a snapshot and counts how many the checks find.
///
/// Policies of the whole cluster may rightly close what is planted: whether it is a violation there
/// is asked of [FlowEvaluator], which shares no computation with what the checks go by.
public final class PlantCanaries {
  private final Catalogue catalogue;

  /// @param catalogue whose checks are to find them
  public PlantCanaries(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  public Canaries into(Snapshot snapshot, Scope scope, DialectSettings settings, Instant asOf) {
    PlantedCluster copy = PlantedCluster.of(snapshot, scope);
    Translation translation = Translator.translate(copy.snapshot(), settings);
    Assessment assessment =
        catalogue.evaluate(
            evidence(copy, translation, settings),
            copy.scope(),
            History.none(),
            Waivers.none(),
            asOf);
    Truth truth =
        new Truth(
            translation.inventory(),
            FlowEvaluator.of(translation.inventory(), translation.policies(), settings));
    int found = 0;
    List<String> missed = new ArrayList<>();
    List<NotPlanted> notPlanted = new ArrayList<>();
    for (Canary canary : Canary.all(copy.prefix())) {
      List<CheckResult> results = resultsOf(canary, assessment);
      if (results.isEmpty()) {
        continue; // nothing that is judged rests on the check
      }
      String why = truth.against(canary.basis());
      if (why != null) {
        notPlanted.add(new NotPlanted(canary.name(), why));
      } else if (results.stream().allMatch(result -> isIn(canary, result))) {
        found++;
      } else {
        missed.add(canary.name());
      }
    }
    return new Canaries(found + missed.size(), found, missed, notPlanted, copy.description());
  }

  /// Those of the check with each of its parameters.
  private static List<CheckResult> resultsOf(Canary canary, Assessment assessment) {
    return assessment.checks().stream()
        .filter(result -> CheckCall.parse(result.id()).check().equals(canary.check()))
        .toList();
  }

  private static boolean isIn(Canary canary, CheckResult result) {
    return result.findings().stream().anyMatch(f -> canary.expected().isSeenIn(f.witness()));
  }

  private static Evidence evidence(
      PlantedCluster copy, Translation translation, DialectSettings settings) {
    return new Evidence(
        copy.snapshot(),
        translation.inventory(),
        translation.policies(),
        Reachability.of(
            translation.inventory(), translation.policies(), settings, Zoning.cuts(copy.scope())),
        translation.warnings(),
        Stream.concat(copy.snapshot().gaps().stream(), translation.gaps().stream()).toList());
  }

  /// Whether what was planted is a violation in the copy.
  private static final class Truth {
    private final Map<String, Pod> pods = new HashMap<>();
    private final FlowEvaluator evaluator;

    Truth(Inventory inventory, FlowEvaluator evaluator) {
      inventory.pods().forEach(pod -> pods.put(pod.toString(), pod));
      this.evaluator = evaluator;
    }

    /// Why it is none; null: it is one.
    @Nullable String against(Basis basis) {
      return switch (basis) {
        case Basis.Manifests planted -> null;
        case Basis.OpenFlow(Flow flow) -> closedBy(verdict(flow));
        case Basis.OpenBy(Flow flow, String policy) -> {
          Citation decided = side(verdict(flow), Direction.INGRESS);
          yield decided.policy() != null && decided.policy().qualifiedName().equals(policy)
              ? null
              : "decided by " + decided.reason();
        }
        case Basis.Unpoliced(Flow flow, Direction side) -> {
          Citation decided = side(verdict(flow), side);
          yield decided.policy() == null ? null : "decided by " + decided.policy();
        }
      };
    }

    private static @Nullable String closedBy(FlowVerdict verdict) {
      if (verdict.allowed()) {
        return null;
      }
      for (Citation citation : verdict.citations()) {
        if (citation.action() == Action.DENY) {
          return "closed by " + citation.policy();
        }
      }
      return "closed by the dialect's settings";
    }

    private static Citation side(FlowVerdict verdict, Direction direction) {
      return verdict.citations().stream()
          .filter(citation -> citation.direction() == direction)
          .findFirst()
          .orElseThrow();
    }

    private FlowVerdict verdict(Flow flow) {
      return evaluator.evaluate(endpoint(flow.from()), endpoint(flow.to()), flow.packet());
    }

    private Endpoint endpoint(String end) {
      int slash = end.indexOf('/');
      if (slash < 0) {
        return new Endpoint.AddressEndpoint(IpRange.of(IpAddress.parse(end)));
      }
      Pod pod = pods.get(end);
      if (pod == null && end.endsWith("/" + PlantedCluster.UNLABELLED)) {
        pod = unlabelled(end.substring(0, slash));
      }
      if (pod == null) {
        throw new IllegalStateException("the planted pod " + end + " is not in the inventory");
      }
      return new Endpoint.PodEndpoint(pod);
    }

    /// A pod like another of the namespace, without the labels that its manifest has.
    private @Nullable Pod unlabelled(String namespace) {
      for (Pod p : pods.values()) {
        if (p.namespace().equals(namespace)) {
          Map<String, String> given = new TreeMap<>(p.selectorLabels().asMap());
          p.labels().keys().forEach(given::remove);
          return new Pod(
              p.ref(),
              namespace,
              PlantedCluster.UNLABELLED,
              Labels.EMPTY,
              Labels.of(given),
              p.serviceAccount(),
              p.addresses(),
              p.nodeName(),
              p.network(),
              p.life(),
              p.origin(),
              p.workload(),
              p.ports(),
              p.hostAccess());
        }
      }
      return null;
    }
  }
}
