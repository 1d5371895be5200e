package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.inventory.Workload;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Isolation;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.control.Certificate;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckResult;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Examination;
import dev.palisade.compliance.control.Judgement;
import dev.palisade.compliance.control.Kinds;
import dev.palisade.compliance.control.Violation;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every pod of a zone that needs it is isolated in both directions, and so would be a pod that
/// comes tomorrow without any label.
public final class DefaultDeny implements Check {

  private record Subject(int policyClass, Direction direction) {}

  @Override
  public String id() {
    return "default-deny";
  }

  @Override
  public String question() {
    return "Is every pod isolated for ingress and egress, and would a future pod without labels be?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.REACHABILITY;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(
            this,
            x,
            "pods of the zones that need default deny, and one imagined pod without labels a namespace of theirs");
    Reachability reachability = x.evidence().reachability();
    EndpointSet pods = reachability.endpoints().none();
    for (Zone zone : x.zoning().zones()) {
      if (needsIt(x, zone)) {
        pods = pods.or(x.zoning().podsOf(zone));
      }
    }
    judgement.restsOn(pods);
    judgement.examined(pods.size());
    existing(judgement, reachability, pods);
    for (Namespace namespace : x.evidence().inventory().namespaces().values()) {
      if (needsIt(x, x.zoning().zoneOfUnlabelled(namespace))) {
        judgement.examined(1);
        imagined(judgement, reachability, namespace);
      }
    }
    for (Direction direction : Direction.values()) {
      Closure.describe(
          judgement, reachability, pods, direction, "what no rule names is dropped there");
    }
    judgement.certified(excepted -> certificates(x));
    return judgement.conclude();
  }

  private static List<Certificate> certificates(Examination x) {
    Reachability reachability = x.evidence().reachability();
    List<Certificate> certificates = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      Map<Integer, List<ResourceRef>> known = new HashMap<>();
      Map<List<ResourceRef>, SortedSet<String>> members = new LinkedHashMap<>();
      for (Zone zone : x.zoning().zones()) {
        if (needsIt(x, zone)) {
          x.zoning()
              .podsOf(zone)
              .forEach(
                  id -> {
                    Pod pod = reachability.endpoints().podList().get(id);
                    members
                        .computeIfAbsent(
                            known.computeIfAbsent(
                                reachability.classOf(id),
                                c -> isolatedBy(reachability, pod, direction)),
                            by -> new TreeSet<>())
                        .add(WorkloadName.of(pod));
                  });
        }
      }
      for (Namespace namespace : x.evidence().inventory().namespaces().values()) {
        if (needsIt(x, x.zoning().zoneOfUnlabelled(namespace))) {
          Pod pod = unlabelled(reachability, namespace);
          members
              .computeIfAbsent(isolatedBy(reachability, pod, direction), by -> new TreeSet<>())
              .add(WorkloadName.of(pod));
        }
      }
      certificates.addAll(Certification.isolation(members, direction));
    }
    return certificates;
  }

  private static List<ResourceRef> isolatedBy(
      Reachability reachability, Pod pod, Direction direction) {
    return Certification.refs(reachability.isolation(pod, direction).by());
  }

  private static boolean needsIt(Examination x, Zone zone) {
    List<String> listed = x.scope().defaultDenyZones();
    return listed == null ? zone.category() != Category.SYSTEM : listed.contains(zone.name());
  }

  private static void existing(Judgement judgement, Reachability reachability, EndpointSet pods) {
    Map<Subject, Isolation> known = new HashMap<>();
    Map<String, Violation> violations = new TreeMap<>();
    pods.forEach(
        id -> {
          Pod pod = reachability.endpoints().podList().get(id);
          for (Direction direction : Direction.values()) {
            Isolation isolation =
                known.computeIfAbsent(
                    new Subject(reachability.classOf(id), direction),
                    subject -> reachability.isolation(pod, direction));
            if (!isolation.isolated()) {
              violations.putIfAbsent(
                  WorkloadName.of(pod) + " " + direction, ofPod(pod, direction, isolation));
            }
          }
        });
    violations.values().forEach(judgement::violation);
  }

  private static Violation ofPod(Pod pod, Direction direction, Isolation isolation) {
    String subject = WorkloadName.of(pod);
    List<CitedRule> rules = new ArrayList<>();
    if (pod.usesHostNetwork()) {
      rules.add(
          new CitedRule(
              pod.ref(),
              pod.hostAccess().getOrDefault(Pod.HostAccess.HOST_NETWORK, ""),
              direction,
              subject + " uses its node's network, where policies do not hold for it"));
    }
    rules.addAll(withoutEffect(subject, direction, isolation));
    return new Violation(
        subject + " is not isolated for " + direction + ": what no rule names is allowed",
        new SubjectWitness(subject, direction),
        rules,
        pod.usesHostNetwork()
            ? "Give "
                + subject
                + " a network of its own, or move it to a system zone if it must have its node's."
            : fix(pod.namespace(), direction));
  }

  private static void imagined(
      Judgement judgement, Reachability reachability, Namespace namespace) {
    Pod pod = unlabelled(reachability, namespace);
    for (Direction direction : Direction.values()) {
      Isolation isolation = reachability.isolation(pod, direction);
      if (!isolation.isolated()) {
        judgement.violation(
            new Violation(
                "a future pod without labels in namespace "
                    + namespace.name()
                    + " would not be isolated for "
                    + direction,
                new SubjectWitness(namespace.name(), direction),
                withoutEffect("a pod without labels in " + namespace.name(), direction, isolation),
                fix(namespace.name(), direction)));
      }
    }
  }

  /// A pod that does not exist: no labels but those that the network plugin gives to every pod of
  /// the namespace.
  private static Pod unlabelled(Reachability reachability, Namespace namespace) {
    ResourceRef ref =
        namespace.ref() != null
            ? namespace.ref()
            : new ResourceRef("v1", "Namespace", "", namespace.name(), null, "");
    String name = "any-future-pod";
    return new Pod(
        ref,
        namespace.name(),
        name,
        Labels.EMPTY,
        givenToAll(reachability, namespace.name()),
        "default",
        List.of(),
        null,
        Pod.Network.OWN,
        Pod.Life.ACTIVE,
        Pod.Origin.TEMPLATE,
        new Workload(namespace.name(), name, "Pod"),
        List.of(),
        new TreeMap<>());
  }

  /// The labels that selectors see on every pod of a namespace and that no manifest has.
  private static Labels givenToAll(Reachability reachability, String namespace) {
    Map<String, String> common = null;
    for (Pod pod : reachability.inventory().pods()) {
      if (pod.namespace().equals(namespace)) {
        Map<String, String> added = new TreeMap<>(pod.selectorLabels().asMap());
        pod.labels().keys().forEach(added::remove);
        if (common == null) {
          common = added;
        } else {
          common.entrySet().retainAll(added.entrySet());
        }
      }
    }
    return common == null ? Labels.EMPTY : Labels.of(common);
  }

  private static List<CitedRule> withoutEffect(
      String subject, Direction direction, Isolation isolation) {
    List<CitedRule> rules = new ArrayList<>();
    for (Policy policy : isolation.applying()) {
      Policy.Rules section = policy.rules(direction);
      rules.add(
          new CitedRule(
              policy.ref(),
              section == null ? "" : section.pointer(),
              direction,
              "applies to " + subject + " and leaves what it does not name to the next tier"));
    }
    if (rules.isEmpty()) {
      rules.add(
          new CitedRule(null, "", direction, "no policy selects " + subject + " for " + direction));
    }
    return rules;
  }

  private static String fix(String namespace, Direction direction) {
    return "Add a NetworkPolicy to namespace "
        + namespace
        + " with podSelector: {}, policyTypes: ["
        + (direction == Direction.INGRESS ? "Ingress" : "Egress")
        + "] and no rules, beside those that allow what is needed.";
  }
}
