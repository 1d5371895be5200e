package dev.palisade.compliance.remedy;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.compliance.control.CitedRule;
import dev.palisade.compliance.control.Evidence;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.control.Witness.FlowWitness;
import dev.palisade.compliance.control.Witness.SubjectWitness;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.compliance.scope.Zoning;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What may close a finding, by its kind:
/// - a rule that lets the flow through: without the peer, without the rule, or with what the
///   register names in its place
/// - a side that nothing isolates: isolated, with rules for what the register names
/// - name resolution that is missing: let through, by a rule that is there or by a policy of its
///   own
///
/// Policies of networking.k8s.io/v1 alone are changed or added. Nothing here is proved.
final class Proposals {
  private static final String API = "networking.k8s.io/v1";
  private static final String KIND = "NetworkPolicy";
  private static final Node EVERY_POD = Node.object(Map.of());

  private final Evidence evidence;
  private final Zoning zoning;
  private final RegisteredRules register;
  private final SortedMap<String, Manifest> policies = new TreeMap<>();

  Proposals(Evidence evidence, Zoning zoning) {
    this.evidence = evidence;
    this.zoning = zoning;
    this.register = new RegisteredRules(zoning, endpoints());
    for (Manifest manifest : evidence.snapshot().manifests()) {
      if (manifest.ref().kind().equals(KIND) && manifest.ref().apiVersion().equals(API)) {
        policies.put(manifest.ref().qualifiedName(), manifest);
      }
    }
  }

  RegisteredRules register() {
    return register;
  }

  private Endpoints endpoints() {
    return evidence.reachability().endpoints();
  }

  /// Smallest first.
  List<Proposal> of(String check, Finding finding) {
    List<Proposal> proposals = new ArrayList<>();
    switch (finding.witness()) {
      case FlowWitness flow -> {
        for (CitedRule rule : finding.rules()) {
          Direction side = rule.side();
          if (side != null && rule.ref() != null && policy(rule.ref()) != null) {
            proposals.addAll(tightened(Objects.requireNonNull(policy(rule.ref())), rule, side));
          } else if (side == Direction.EGRESS || (side != null && !check.equals("dns-egress"))) {
            String end = side == Direction.INGRESS ? flow.destination() : flow.source();
            proposals.addAll(isolating(end, side));
          }
        }
      }
      case SubjectWitness(String subject, var direction) -> {
        if (check.equals("dns-egress")) {
          proposals.addAll(resolving(subject));
        } else if (direction != null) {
          proposals.addAll(speaking(namespace(subject), direction));
          proposals.addAll(isolating(subject, direction));
        }
      }
    }
    return proposals.stream().distinct().sorted(Proposal.BY_SIZE).toList();
  }

  private @Nullable Manifest policy(ResourceRef ref) {
    Manifest manifest = policies.get(ref.qualifiedName());
    return manifest != null && manifest.ref().equals(ref) ? manifest : null;
  }

  private Collection<Manifest> policiesOf(String namespace) {
    // '0' comes next after '/'
    return policies.subMap(namespace + "/", namespace + "0").values();
  }

  private static String namespace(String end) {
    int slash = end.indexOf('/');
    return slash < 0 ? end : end.substring(0, slash);
  }

  private static Map<String, Node> spec(Manifest policy) {
    return policy.cursor().get("spec").node() instanceof Node.ObjectNode(var fields, var line)
        ? new LinkedHashMap<>(fields)
        : new LinkedHashMap<>();
  }

  /// The policy with less in one of its rules, or another in its place.
  private List<Proposal> tightened(Manifest policy, CitedRule cited, Direction direction) {
    String[] place = cited.pointer().split("/");
    String section = direction.toString();
    List<Node> rules = items(spec(policy).get(section));
    if (place.length < 4 || !place[2].equals(section) || !place[3].matches("\\d+")) {
      return List.of();
    }
    int index = Integer.parseInt(place[3]);
    String peers = direction == Direction.INGRESS ? "from" : "to";
    List<Proposal> proposals = new ArrayList<>();
    String rule = "the rule /spec/" + section + "/" + index + " of " + policy.ref();
    proposals.add(with(policy, section, replaced(rules, index, List.of()), "without " + rule));
    if (place.length > 5 && rules.get(index) instanceof Node.ObjectNode(var fields, var line)) {
      List<Node> left = replaced(items(fields.get(peers)), Integer.parseInt(place[5]), List.of());
      if (!left.isEmpty()) {
        Map<String, Node> less = new LinkedHashMap<>(fields);
        less.put(peers, Node.array(left));
        proposals.add(
            with(
                policy,
                section,
                replaced(rules, index, List.of(Node.object(less))),
                "without the peer " + cited.pointer() + " of " + policy.ref()));
      }
    }
    List<Node> registered = registered(policy, direction);
    if (!registered.isEmpty()) {
      proposals.add(
          with(
              policy,
              section,
              replaced(rules, index, registered),
              "with what the register names in place of " + rule));
    }
    return proposals;
  }

  private static List<Node> items(@Nullable Node node) {
    return node instanceof Node.ArrayNode(var items, var line) ? items : List.of();
  }

  private static List<Node> replaced(List<Node> items, int index, List<Node> by) {
    List<Node> all = new ArrayList<>(items.subList(0, index));
    all.addAll(by);
    all.addAll(items.subList(index + 1, items.size()));
    return all;
  }

  /// Without rules the policy must say that it means the direction, which the rules may have said.
  private static Proposal with(Manifest policy, String section, List<Node> rules, String change) {
    Map<String, Node> spec = spec(policy);
    if (items(spec.get("policyTypes")).isEmpty()) {
      List<Node> types = new ArrayList<>(List.of(Node.text("Ingress")));
      if (section.equals("egress") || !items(spec.get("egress")).isEmpty()) {
        types.add(Node.text("Egress"));
      }
      spec.put("policyTypes", Node.array(types));
    }
    spec.put(section, Node.array(rules));
    if (rules.isEmpty()) {
      spec.remove(section);
    }
    return Proposal.changing(policy, spec, change);
  }

  /// Rules for all registered flows of a pod that the policy applies to.
  private List<Node> registered(Manifest policy, Direction direction) {
    Policy known =
        evidence
            .policies()
            .policies()
            .filter(p -> p.ref().equals(policy.ref()))
            .findFirst()
            .orElse(null);
    if (known == null) {
      return List.of();
    }
    EndpointSet pods = evidence.reachability().matching(known.subject());
    return register.flows().stream()
        .filter(flow -> RegisteredRules.own(flow, direction).overlaps(pods))
        .map(flow -> register.rule(flow, direction))
        .distinct()
        .toList();
  }

  /// Policies that isolate every pod of the namespace in the other direction and do nothing else:
  /// they would in this one if they said so.
  private List<Proposal> speaking(String namespace, Direction direction) {
    List<Proposal> proposals = new ArrayList<>();
    for (Manifest policy : policiesOf(namespace)) {
      Map<String, Node> spec = spec(policy);
      boolean all =
          spec.get("podSelector") == null
              || Objects.requireNonNull(spec.get("podSelector")).sameContent(EVERY_POD);
      List<Node> types = new ArrayList<>(items(spec.get("policyTypes")));
      boolean rules = !items(spec.get("ingress")).isEmpty() || !items(spec.get("egress")).isEmpty();
      if (all && !rules && types.size() == 1) {
        types.add(Node.text(word(direction)));
        spec.put("policyTypes", Node.array(types));
        String change = "with " + word(direction) + " among the policyTypes of " + policy.ref();
        proposals.add(Proposal.changing(policy, spec, change));
        Map<Node, List<Node>> registered =
            registered(endpoints().pods(pod -> pod.namespace().equals(namespace)), direction);
        List<Node> needed = Objects.requireNonNull(registered.get(EVERY_POD));
        if (registered.size() == 1 && !needed.isEmpty()) {
          spec.put(direction.toString(), Node.array(needed));
          proposals.add(
              Proposal.changing(policy, spec, change + " and rules for what is registered"));
        }
      }
    }
    return proposals;
  }

  private static String word(Direction direction) {
    return direction == Direction.INGRESS ? "Ingress" : "Egress";
  }

  /// A default deny for the namespace of a pod, and what the register names. Not where a system
  /// zone has pods: what they need, no register says.
  private List<Proposal> isolating(String end, Direction direction) {
    String namespace = namespace(end);
    EndpointSet pods = endpoints().pods(pod -> pod.namespace().equals(namespace));
    boolean exists = evidence.inventory().namespaces().containsKey(namespace) || !pods.isEmpty();
    if (!exists || pods.overlaps(zoning.podsOf(Category.SYSTEM))) {
      return List.of();
    }
    Map<Node, List<Node>> bySelector = registered(pods, direction);
    List<Manifest> objects = new ArrayList<>();
    bySelector.forEach(
        (selector, rules) ->
            objects.add(
                policy(
                    namespace,
                    (selector.equals(EVERY_POD) ? "default-deny-" : "registered-")
                        + direction
                        + (selector.equals(EVERY_POD) ? "" : "-" + objects.size()),
                    selector,
                    direction,
                    rules)));
    return List.of(
        Proposal.adding(
            objects,
            "with every pod of "
                + namespace
                + " isolated for "
                + direction
                + " but for what the register names"));
  }

  /// The register's rules for some pods, by which of them they are for; those for all come first,
  /// be there some or none.
  private Map<Node, List<Node>> registered(EndpointSet pods, Direction direction) {
    Map<Node, List<Node>> bySelector = new LinkedHashMap<>();
    bySelector.put(EVERY_POD, new ArrayList<>());
    for (AuthorisedFlow flow : register.flows()) {
      if (RegisteredRules.own(flow, direction).overlaps(pods)) {
        List<Node> rules =
            bySelector.computeIfAbsent(
                register.ownSelector(flow, direction), s -> new ArrayList<>());
        Node rule = register.rule(flow, direction);
        if (!rules.contains(rule)) {
          rules.add(rule);
        }
      }
    }
    return bySelector;
  }

  private Manifest policy(
      String namespace, String name, Node selector, Direction direction, List<Node> rules) {
    String free =
        IntStream.iterate(1, i -> i + 1)
            .mapToObj(i -> i == 1 ? name : name + "-" + i)
            .filter(candidate -> !policies.containsKey(namespace + "/" + candidate))
            .findFirst()
            .orElseThrow();
    Map<String, Node> metadata = new LinkedHashMap<>();
    metadata.put("name", Node.text(free));
    metadata.put("namespace", Node.text(namespace));
    Map<String, Node> spec = new LinkedHashMap<>();
    spec.put("podSelector", selector);
    spec.put("policyTypes", Node.array(List.of(Node.text(word(direction)))));
    if (!rules.isEmpty()) {
      spec.put(direction.toString(), Node.array(rules));
    }
    Map<String, Node> root = new LinkedHashMap<>();
    root.put("apiVersion", Node.text(API));
    root.put("kind", Node.text(KIND));
    root.put("metadata", Node.object(metadata));
    root.put("spec", Node.object(spec));
    return Proposal.manifest(
        new ResourceRef(API, KIND, namespace, free, null, ""), Node.object(root));
  }

  /// Name resolution for a workload that cannot ask the cluster's DNS.
  private List<Proposal> resolving(String workload) {
    String namespace = namespace(workload);
    List<Proposal> proposals = new ArrayList<>();
    Node dns = register.toDns();
    Node ports = Objects.requireNonNull(((Node.ObjectNode) dns).fields().get("ports"));
    for (Manifest policy : policiesOf(namespace)) {
      List<Node> rules = items(spec(policy).get("egress"));
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i) instanceof Node.ObjectNode(var fields, var line)
            && asksForNames(items(fields.get("ports")))) {
          Map<String, Node> rule = new LinkedHashMap<>(fields);
          rule.put("ports", ports);
          String what = " in the rule /spec/egress/" + i + " of " + policy.ref();
          proposals.add(
              with(
                  policy,
                  "egress",
                  replaced(rules, i, List.of(Node.object(rule))),
                  "with the DNS's ports" + what));
          proposals.add(
              with(
                  policy,
                  "egress",
                  replaced(rules, i, List.of(dns)),
                  "with the cluster's DNS as peer" + what));
        }
      }
    }
    for (Node selector : List.of(EVERY_POD, labels(workload))) {
      proposals.add(
          Proposal.adding(
              List.of(policy(namespace, "allow-dns", selector, Direction.EGRESS, List.of(dns))),
              "with egress to the cluster's DNS allowed in " + namespace));
    }
    return proposals;
  }

  private static boolean asksForNames(List<Node> ports) {
    return ports.stream()
        .anyMatch(
            port ->
                port instanceof Node.ObjectNode(var fields, var line)
                    && (fields.get("port") instanceof Node.StringNode(var name, var at)
                        ? name.toLowerCase(Locale.ROOT).contains("dns")
                        : fields.get("port") instanceof Node.NumberNode number
                            && number.isInteger()
                            && number.longValue() == 53));
  }

  /// The labels that the workload's pods have in common.
  private Node labels(String workload) {
    Map<String, String> common = null;
    for (Pod pod : endpoints().podList()) {
      if (WorkloadName.of(pod).equals(workload)) {
        Map<String, String> own = new HashMap<>(pod.labels().asMap());
        own.remove("pod-template-hash");
        if (common == null) {
          common = own;
        } else {
          common.entrySet().retainAll(own.entrySet());
        }
      }
    }
    Map<String, Node> labels = new TreeMap<>();
    if (common != null) {
      common.forEach((key, value) -> labels.put(key, Node.text(value)));
    }
    return labels.isEmpty() ? EVERY_POD : RegisteredRules.field("matchLabels", Node.object(labels));
  }
}
