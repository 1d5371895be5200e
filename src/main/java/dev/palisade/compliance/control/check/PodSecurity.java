package dev.palisade.compliance.control.check;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Pods in scope cannot step around their network: their namespaces enforce a Pod Security level,
/// and no pod of a cardholder-data zone is privileged or reaches into its node
/// (kubernetes.io/docs/concepts/security/pod-security-standards).
public final class PodSecurity implements Check {
  static final String LABEL = "pod-security.kubernetes.io/enforce";
  private static final Set<String> LEVELS = Set.of("baseline", "restricted");
  private static final Set<Pod.HostAccess> FORBIDDEN =
      EnumSet.of(Pod.HostAccess.PRIVILEGED, Pod.HostAccess.HOST_NETWORK, Pod.HostAccess.HOST_PATH);

  @Override
  public String id() {
    return "pod-security";
  }

  @Override
  public String question() {
    return "Do namespaces in scope enforce a Pod Security level, and is no cardholder-data pod privileged or let into its node?";
  }

  @Override
  public Set<String> dependsOn() {
    return Kinds.ENDPOINTS;
  }

  @Override
  public CheckResult evaluate(Examination x) {
    Judgement judgement =
        Judgement.of(this, x, "namespaces in scope, and pods of cardholder-data zones");
    for (String name : x.zoning().namespacesInScope()) {
      Namespace namespace = x.evidence().inventory().namespace(name);
      if (namespace != null) {
        judgement.examined(1);
        level(judgement, namespace);
      }
    }
    EndpointSet pods = x.zoning().podsOf(Category.CARDHOLDER_DATA);
    judgement.examined(pods.size());
    List<Pod> all = x.evidence().reachability().endpoints().podList();
    Map<String, Violation> violations = new TreeMap<>();
    pods.forEach(
        id -> {
          Pod pod = all.get(id);
          Set<Pod.HostAccess> access = EnumSet.copyOf(FORBIDDEN);
          access.retainAll(pod.hostAccess().keySet());
          if (!access.isEmpty()) {
            violations.putIfAbsent(WorkloadName.of(pod), intoNode(pod, access));
          }
        });
    violations.values().forEach(judgement::violation);
    judgement.closedBy(
        "every namespace in scope enforces baseline or restricted, and no cardholder-data pod is privileged or uses its node's network"
            + " or paths");
    return judgement.conclude();
  }

  private static void level(Judgement judgement, Namespace namespace) {
    String level = namespace.labels().get(LABEL);
    if (level != null && LEVELS.contains(level)) {
      return;
    }
    judgement.violation(
        new Violation(
            "namespace "
                + namespace.name()
                + (level == null
                    ? " enforces no Pod Security level"
                    : " enforces the Pod Security level " + level),
            new SubjectWitness(namespace.name(), null),
            List.of(
                new CitedRule(
                    namespace.ref(),
                    level == null
                        ? "/metadata/labels"
                        : "/metadata/labels/" + LABEL.replace("/", "~1"),
                    null,
                    level == null ? "has no label " + LABEL : "says " + level)),
            "Label namespace "
                + namespace.name()
                + " with "
                + LABEL
                + ": restricted, or baseline if its pods need it."));
  }

  private static Violation intoNode(Pod pod, Set<Pod.HostAccess> access) {
    String workload = WorkloadName.of(pod);
    List<CitedRule> rules = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Pod.HostAccess a : access) {
      String word = word(a);
      words.add(word);
      rules.add(
          new CitedRule(pod.ref(), pod.hostAccess().getOrDefault(a, ""), null, "asks for " + word));
    }
    return new Violation(
        "the cardholder-data workload " + workload + " asks for " + String.join(", ", words),
        new SubjectWitness(workload, null),
        rules,
        "Run " + workload + " without " + String.join(", ", words) + ".");
  }

  private static String word(Pod.HostAccess access) {
    return switch (access) {
      case PRIVILEGED -> "privileged containers";
      case HOST_NETWORK -> "its node's network";
      case HOST_PATH -> "paths of its node";
      case HOST_PID, HOST_IPC -> access.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
