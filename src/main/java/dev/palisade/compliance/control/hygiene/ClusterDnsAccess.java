package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.reachability.Citation;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Isolation;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.scope.ClusterDns;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Pods that cannot ask the cluster's DNS: since their own egress forgets it, by one protocol or by
/// both, or since the DNS pods are closed to them.
final class ClusterDnsAccess implements Adviser {
  private static final List<Protocol> BOTH = List.of(Protocol.UDP, Protocol.TCP);

  /// What keeps pods from their DNS.
  ///
  /// @param side EGRESS: their own policies; INGRESS: those of the DNS pods
  private record Cause(
      ResourceRef policy, String pointer, Direction side, String namespace, List<Protocol> missing)
      implements Comparable<Cause> {
    private static final Comparator<Cause> ORDER =
        Comparator.comparing(Cause::policy)
            .thenComparing(Cause::pointer)
            .thenComparing(Cause::side)
            .thenComparing(Cause::namespace)
            .thenComparing(cause -> cause.missing().toString());

    @Override
    public int compareTo(Cause other) {
      return ORDER.compare(this, other);
    }
  }

  /// Pods with the same are cited once.
  private record Alike(String namespace, List<ResourceRef> applying, List<Protocol> missing) {}

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    ClusterDns dns = terrain.zoning().dns();
    Map<Pod, Integer> pods = terrain.kindsOfPods();
    if (dns.pods().isEmpty()) {
      if (!pods.isEmpty()) {
        terrain.remark(
            "no pod of the cluster's DNS was found: whether policies forget DNS was not looked at");
      }
      return;
    }
    Reachability reachability = terrain.reachability();
    boolean open = dns.pods().ids().allMatch(id -> isOpen(reachability, id));
    Map<Alike, List<Cause>> known = new HashMap<>();
    Map<Cause, Group> groups = new TreeMap<>();
    pods.forEach(
        (pod, count) -> {
          int source = reachability.endpoints().idOf(pod);
          Isolation egress = reachability.isolation(pod, Direction.EGRESS);
          // the address of the node-local cache is everywhere; that it is there says a policy alone
          EndpointSet asked = egress.isolated() ? dns.endpoints() : dns.pods();
          List<Protocol> missing =
              BOTH.stream().filter(p -> !reaches(reachability, dns, asked, source, p)).toList();
          if (missing.isEmpty() || dns.pods().contains(source)) {
            return;
          }
          List<Cause> causes =
              open && egress.isolated() && onlyAllow(egress)
                  ? List.of(ofIsolation(egress, pod.namespace(), missing))
                  : known.computeIfAbsent(
                      new Alike(
                          pod.namespace(),
                          egress.applying().stream().map(policy -> policy.ref()).toList(),
                          missing),
                      alike -> causes(reachability, dns, source, pod.namespace(), missing));
          causes.forEach(c -> groups.computeIfAbsent(c, x -> new Group()).add(pod, count));
        });
    Set<ResourceRef> blanket = new HashSet<>();
    terrain.policies().stream().filter(Subjects::isBlanket).forEach(p -> blanket.add(p.ref()));
    groups.forEach((cause, group) -> to.accept(advice(blanket, cause, group)));
  }

  private static boolean isOpen(Reachability reachability, int dnsPod) {
    Pod pod = reachability.endpoints().podList().get(dnsPod);
    return reachability.isolation(pod, Direction.INGRESS).applying().isEmpty();
  }

  /// Whether nothing but isolation drops traffic: then it need not be asked packet by packet.
  private static boolean onlyAllow(Isolation egress) {
    return egress.applying().stream()
        .allMatch(
            policy -> {
              Policy.Rules rules = policy.rules(Direction.EGRESS);
              return rules == null
                  || rules.rules().stream().allMatch(rule -> rule.action() == Action.ALLOW);
            });
  }

  /// The policy that isolates most pods is to blame: that is where DNS belongs.
  private static Cause ofIsolation(Isolation egress, String namespace, List<Protocol> missing) {
    Policy widest = egress.by().stream().min(Subjects.WIDEST_FIRST).orElseThrow();
    Policy.Rules rules = widest.rules(Direction.EGRESS);
    return new Cause(
        widest.ref(), rules == null ? "" : rules.pointer(), Direction.EGRESS, namespace, missing);
  }

  private static boolean reaches(
      Reachability reachability, ClusterDns dns, EndpointSet asked, int source, Protocol protocol) {
    return asked
        .ids()
        .anyMatch(id -> reachability.traffic(source, id).overlaps(dns.ports(id, protocol)));
  }

  private static List<Cause> causes(
      Reachability reachability,
      ClusterDns dns,
      int source,
      String namespace,
      List<Protocol> missing) {
    Map<Cause, List<Protocol>> byPlace = new TreeMap<>();
    for (Protocol protocol : missing) {
      Citation denial = denial(reachability, dns, source, protocol);
      if (denial != null && denial.policy() != null) {
        String of = denial.direction() == Direction.EGRESS ? namespace : "";
        byPlace
            .computeIfAbsent(
                new Cause(denial.policy(), denial.pointer(), denial.direction(), of, List.of()),
                cause -> new ArrayList<>())
            .add(protocol);
      }
    }
    List<Cause> causes = new ArrayList<>();
    byPlace.forEach(
        (place, protocols) ->
            causes.add(
                new Cause(
                    place.policy(), place.pointer(), place.side(), place.namespace(), protocols)));
    return causes;
  }

  /// What denies a query: the source's side first, since only where that is open the DNS pods' own
  /// policies are to blame.
  private static @Nullable Citation denial(
      Reachability reachability, ClusterDns dns, int source, Protocol protocol) {
    return dns.pods()
        .ids()
        .filter(id -> !dns.ports(id, protocol).isEmpty())
        .mapToObj(id -> reachability.cite(source, id, dns.ports(id, protocol).example()))
        .flatMap(List::stream)
        .filter(citation -> citation.action() == Action.DENY)
        .min(Comparator.comparing(citation -> citation.direction() == Direction.EGRESS ? 0 : 1))
        .orElse(null);
  }

  /// @param blanket policies that select every pod: only beside one of them may a policy of its own
  ///   for DNS do so, since all pods are isolated there anyhow
  private static Advice advice(Set<ResourceRef> blanket, Cause cause, Group group) {
    String protocols =
        cause.missing().stream().map(Protocol::toString).collect(Collectors.joining(" and "));
    if (cause.side() == Direction.INGRESS) {
      return new Advice(
          Topic.DNS_CLOSED,
          cause.policy(),
          cause.pointer(),
          "it closes the cluster's DNS: "
              + group.words("cannot", "cannot")
              + " reach its port 53 on "
              + protocols,
          "Let every namespace reach the DNS pods on UDP and TCP 53.",
          Suggestions.openDns());
    }
    boolean none = cause.missing().size() == BOTH.size();
    return new Advice(
        none ? Topic.DNS_FORGOTTEN : Topic.ONE_DNS_PROTOCOL,
        cause.policy(),
        cause.pointer(),
        group.words()
            + " isolated for egress and cannot reach the cluster's DNS on "
            + protocols
            + " 53",
        "Allow egress to the pods of the cluster's DNS on UDP and TCP 53.",
        Suggestions.dns(cause.policy(), cause.namespace(), blanket.contains(cause.policy())));
  }
}
