package dev.palisade.verifier;

import static dev.palisade.verifier.PolicyReading.traffic;
import static dev.palisade.verifier.PolicyReading.within;
import static dev.palisade.verifier.Trees.at;
import static dev.palisade.verifier.Trees.list;
import static dev.palisade.verifier.Trees.text;
import static dev.palisade.verifier.Trees.texts;

import dev.palisade.verifier.PolicyReading.End;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Holds a report's proofs against the manifests that they speak of, with nothing of the engine
/// that found them: the JDK alone, on trees of maps, lists, strings, numbers and booleans.
/// - A witness: every port of the flow is let through on both sides between some of the ends that
///   it names, and where the register matters, none of it is registered; what is said to be not
///   isolated is not.
/// - A certificate: each pod of the population is in a class whose isolating policies and rules are
///   all that apply to it, and no rule lets in what its claim does not account for.
///
/// What cannot be read is a problem and no silence: policies of other kinds, members that are not
/// listed. Digests, flows through an exposure, and checks beside those of borders, isolation and
/// flows to the internet are not looked at.
public final class ProofChecker {
  private static final Set<String> BORDERS =
      Set.of("cardholder-ingress", "cardholder-egress", "namespace-isolation", "need-to-know");
  private static final String FUTURE = "/any-future-pod[Pod]";
  private static final Set<String> DNS = Set.of("kube-dns", "coredns", "node-local-dns");

  private final PolicyReading reading;
  private final Object scope;
  private final List<String> problems;

  private ProofChecker(List<?> manifests, Object scope) {
    this.reading = new PolicyReading(manifests, scope);
    this.scope = scope;
    this.problems = reading.problems;
  }

  /// What does not hold; nothing if every proof does.
  public static List<String> problems(List<?> manifests, Object report, Object scope) {
    ProofChecker checker = new ProofChecker(manifests, scope);
    for (Object check : list(report, "checks")) {
      String id = text(check, "id");
      for (Object finding : list(check, "findings")) {
        checker.witness(id, at(finding, "witness"));
      }
      boolean certifies = BORDERS.contains(id) || id.equals("default-deny");
      if (certifies && text(check, "outcome").equals("PASS")) {
        checker.certificates(id, check);
      }
    }
    return checker.problems;
  }

  // ---- witnesses

  private void witness(String check, Object witness) {
    String subject = text(witness, "subject");
    if (check.equals("default-deny")) {
      String direction = text(witness, "direction");
      if (!named(subject).anyMatch(end -> reading.isolating(end, direction).isEmpty())) {
        problems.add(check + ": " + subject + " is isolated for " + direction);
      }
    } else if (subject.isEmpty() && at(witness, "exposure") == null) {
      BitSet left = traffic(text(witness, "traffic"));
      if (left.isEmpty()) {
        problems.add(check + ": no traffic is witnessed: " + witness);
      }
      List<End> to = named(text(witness, "destination")).toList();
      named(text(witness, "source"))
          .forEach(source -> to.forEach(end -> left.andNot(violating(check, source, end))));
      if (!left.isEmpty()) {
        problems.add(check + ": not all of this is let through: " + witness);
      }
    }
  }

  private BitSet violating(String check, End from, End to) {
    BitSet open = from == to ? new BitSet() : reading.passing(from, to);
    if (BORDERS.contains(check) || check.equals("registered-flows")) {
      open.andNot(registered(from, to, null));
    }
    return open;
  }

  /// The ends that a report names so.
  private Stream<End> named(String name) {
    if (reading.namespaces.containsKey(name)) {
      return Stream.of(new End(name, name + FUTURE, null, null, List.of()));
    }
    return reading.ends.stream()
        .filter(end -> end.name().isEmpty() ? isAt(end, name) : end.name().equals(name));
  }

  private boolean isAt(End address, String name) {
    String network = network(address);
    if (!network.isEmpty() || name.equals("internet") || !name.matches("[0-9a-f.:,/ -]+")) {
      return network.isEmpty() ? name.equals("internet") : network.equals(name);
    }
    String ip = address.ips().getFirst();
    return Stream.of(name.split(",\\s*"))
        .anyMatch(
            part ->
                part.contains("-")
                    ? ip.compareTo(PolicyReading.bits(part.split("-")[0])) >= 0
                        && ip.compareTo(PolicyReading.bits(part.split("-")[1])) <= 0
                    : within(address.ips(), List.of(part)));
  }

  // ---- scope

  private String network(End address) {
    return list(scope, "networks").stream()
        .filter(n -> address.name().isEmpty() && within(address.ips(), texts(n, "cidrs")))
        .map(n -> text(n, "name"))
        .findFirst()
        .orElse("");
  }

  private Object zone(End pod) {
    Object labels = reading.labelsOf(pod.namespace());
    for (Object zone : list(scope, "zones")) {
      Object spaces = at(zone, "namespaces");
      boolean named = at(spaces, "names") != null;
      if ((named
              ? list(spaces, "names").contains(pod.namespace())
              : PolicyReading.selects(spaces, labels))
          && PolicyReading.selects(at(zone, "pods"), pod.labels())) {
        return pod.namespace().isEmpty() ? null : zone;
      }
    }
    boolean system = pod.namespace().matches("kube-(system|public|node-lease)");
    return pod.namespace().isEmpty()
        ? null
        : system
            ? Map.of("name", "kubernetes-system", "category", "system")
            : Map.of("name", "unassigned", "category", "untrusted");
  }

  private String category(End pod) {
    return text(zone(pod), "category");
  }

  /// The registered traffic of a pair.
  ///
  /// @param entries ids that count; null: all
  private BitSet registered(End from, End to, List<String> entries) {
    BitSet traffic = new BitSet();
    for (Object entry : list(scope, "register")) {
      if ((entries == null || entries.contains(text(entry, "id")))
          && isParty(at(entry, "from"), from)
          && isParty(at(entry, "to"), to)) {
        texts(entry, "traffic").forEach(t -> traffic.or(traffic(t)));
      }
    }
    boolean implicit = !Boolean.FALSE.equals(at(scope, "cluster", "implicitDns"));
    if (implicit && !from.namespace().isEmpty() && (entries == null || entries.contains("DNS"))) {
      traffic.or(queries(to));
    }
    return traffic;
  }

  private boolean isParty(Object party, End end) {
    String network = text(party, "network");
    return network.isEmpty()
        ? !end.namespace().isEmpty()
            && text(zone(end), "name").equals(text(party, "zone"))
            && PolicyReading.selects(at(party, "pods"), end.labels())
        : end.name().isEmpty()
            && network.equals(network(end).isEmpty() ? "internet" : network(end));
  }

  /// Where the cluster's DNS is asked.
  private BitSet queries(End to) {
    BitSet ports = new BitSet();
    boolean dns =
        to.ips().contains(PolicyReading.bits(PolicyReading.CACHE))
            || (category(to).equals("system") && DNS.contains(text(to.labels(), "k8s-app")));
    for (Object service : reading.services) {
      if (text(service, "metadata", "namespace").equals("kube-system")
          && text(service, "metadata", "name").equals("kube-dns")
          && to.namespace().equals("kube-system")
          && at(service, "spec", "selector") instanceof Map<?, ?> selector
          && PolicyReading.selects(Map.of("matchLabels", selector), to.labels())) {
        dns = true;
        for (Object port : list(service, "spec", "ports")) {
          if (text(port, "port").equals("53")) {
            String protocol = text(port, "protocol").isEmpty() ? "TCP" : text(port, "protocol");
            String target = text(port, "targetPort").isEmpty() ? "53" : text(port, "targetPort");
            ports.or(
                target.matches("\\d+")
                    ? traffic(protocol + " " + target)
                    : PolicyReading.named(to, target, protocol));
          }
        }
      }
    }
    for (String protocol : dns ? List.of("TCP", "UDP") : List.<String>of()) {
      ports.or(ports.intersects(traffic(protocol)) ? ports : traffic(protocol + " 53"));
    }
    return ports;
  }

  // ---- certificates

  private void certificates(String check, Object result) {
    List<?> classes = list(result, "certificate");
    List<End> population =
        new ArrayList<>(reading.ends.stream().filter(end -> isIn(check, end)).toList());
    for (String namespace :
        check.equals("default-deny") ? reading.namespaces.keySet() : Set.<String>of()) {
      End future = new End(namespace, namespace + FUTURE, null, null, List.of());
      if (isIn(check, future)) {
        population.add(future);
      }
    }
    String one = check.matches(".*ingress|need-to-know") ? "ingress" : "egress";
    for (String direction :
        check.equals("default-deny") ? List.of("ingress", "egress") : List.of(one)) {
      for (End pod : population) {
        List<String> why = new ArrayList<>();
        for (Object certificate : classes) {
          if (text(certificate, "direction").equals(direction)
              && list(certificate, "members").contains(pod.name())) {
            why.add(refuted(check, result, certificate, pod, direction));
          }
        }
        if (!why.contains("")) {
          problems.add(
              check
                  + ": "
                  + direction
                  + " of "
                  + pod.name()
                  + ": "
                  + (why.isEmpty() ? "no certificate speaks of it" : why.getFirst()));
        }
      }
    }
  }

  private boolean isIn(String check, End pod) {
    Object zone = zone(pod);
    return zone != null
        && switch (check) {
          case "cardholder-ingress", "cardholder-egress" ->
              text(zone, "category").equals("cardholder-data");
          case "namespace-isolation" -> text(zone, "category").equals("untrusted");
          case "need-to-know" ->
              at(zone, "dataStores") != null
                  && PolicyReading.selects(at(zone, "dataStores"), pod.labels());
          default ->
              at(scope, "defaultDeny", "zones") == null
                  ? !text(zone, "category").equals("system")
                  : list(scope, "defaultDeny", "zones").contains(at(zone, "name"));
        };
  }

  private static String id(Object object) {
    return text(object, "namespace") + "/" + text(object, "name");
  }

  /// Why a certificate does not hold for a pod; empty: it does.
  private String refuted(
      String check, Object result, Object certificate, End pod, String direction) {
    Set<String> isolating = reading.isolating(pod, direction);
    Set<String> claimed =
        new TreeSet<>(list(certificate, "isolatedBy").stream().map(ProofChecker::id).toList());
    if (!isolating.equals(claimed)) {
      return "is isolated by " + isolating + ", not by " + claimed;
    }
    if (check.equals("default-deny")) {
      return isolating.isEmpty() ? "is not isolated" : "";
    }
    Set<String> rules = new TreeSet<>(isolating.isEmpty() ? Set.of("/ ") : Set.of());
    for (String policy : isolating) {
      for (int i = 0; i < list(reading.policies.get(policy), "spec", direction).size(); i++) {
        rules.add(policy + " /spec/" + direction + "/" + i);
      }
    }
    Set<String> listed = new TreeSet<>();
    list(certificate, "rules")
        .forEach(r -> listed.add(id(at(r, "policy")) + " " + text(r, "pointer")));
    if (!rules.equals(listed)) {
      return "the rules " + rules + " apply, not " + listed;
    }
    for (End other : reading.ends) {
      boolean in = direction.equals("ingress");
      End from = in ? other : pod;
      End to = in ? pod : other;
      boolean byNode = from.passesBy(to);
      boolean unforbiddable =
          in && byNode && (from.namespace().isEmpty() || category(from).equals("system"));
      if (other == pod
          || unforbiddable
          || (check.equals("namespace-isolation") && other.namespace().isEmpty())) {
        continue;
      }
      if (byNode) {
        BitSet open = traffic("TCP,UDP,SCTP");
        open.andNot(registered(from, to, null));
        if (!sameZone(check, pod, other) && !isExcepted(result, from, to, open)) {
          return "on its node, " + from.name() + " reaches " + to.name();
        }
      }
      for (Object rule : byNode ? List.of() : list(certificate, "rules")) {
        String why = opens(check, result, rule, from, to, direction);
        if (!why.isEmpty()) {
          return why;
        }
      }
    }
    return "";
  }

  private boolean sameZone(String check, End pod, End other) {
    return !check.equals("need-to-know")
        && zone(other) != null
        && text(zone(pod), "name").equals(text(zone(other), "name"));
  }

  /// What a rule opens beyond what its claim accounts for.
  private String opens(
      String check, Object result, Object rule, End from, End to, String direction) {
    boolean in = direction.equals("ingress");
    End other = in ? from : to;
    String policy = id(at(rule, "policy"));
    String[] pointer = text(rule, "pointer").split("/");
    BitSet open =
        policy.equals("/")
            ? traffic("TCP,UDP,SCTP")
            : reading.admitted(
                policy,
                list(reading.policies.get(policy), "spec", direction)
                    .get(Integer.parseInt(pointer[3])),
                from,
                to,
                in);
    if (sameZone(check, in ? to : from, other)
        && text(rule, "inside").equals(text(zone(other), "name"))) {
      return "";
    }
    open.andNot(registered(from, to, texts(rule, "registered")));
    if (open.isEmpty()) {
      return "";
    }
    String opposite = in ? "egress" : "ingress";
    Set<String> stops = new TreeSet<>(reading.isolating(other, opposite));
    open.and(reading.side(from, to, opposite));
    stops.retainAll(list(rule, "stoppedBy").stream().map(ProofChecker::id).toList());
    boolean named = !stops.isEmpty() || at(rule, "unlistedStops") != null;
    return open.isEmpty() && named || !open.isEmpty() && isExcepted(result, from, to, open)
        ? ""
        : policy + " " + text(rule, "pointer") + " opens " + from + " -> " + to;
  }

  private boolean isExcepted(Object result, End from, End to, BitSet open) {
    BitSet left = (BitSet) open.clone();
    for (Object finding : list(result, "findings")) {
      Object flow = at(finding, "witness");
      if (text(finding, "status").equals("excepted")
          && named(text(flow, "source")).anyMatch(from::equals)
          && named(text(flow, "destination")).anyMatch(to::equals)) {
        left.andNot(traffic(text(flow, "traffic")));
      }
    }
    return left.isEmpty();
  }
}
