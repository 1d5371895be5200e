package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Action;
import dev.palisade.analysis.label.Selector;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.reachability.Citation;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.compliance.scope.ClusterDns;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<Alike, List<Cause>> known = new HashMap<>();
    Map<Cause, Group> groups = new TreeMap<>();
    pods.forEach(
        (pod, count) -> {
          int source = reachability.endpoints().idOf(pod);
          // the address of the node-local cache is everywhere; that it is there says a policy alone
          EndpointSet asked =
              reachability.isolation(pod, Direction.EGRESS).isolated()
                  ? dns.endpoints()
                  : dns.pods();
          List<Protocol> missing =
              BOTH.stream().filter(p -> !reaches(reachability, dns, asked, source, p)).toList();
          if (missing.isEmpty() || dns.pods().contains(source)) {
            return;
          }
          List<ResourceRef> applying =
              reachability.isolation(pod, Direction.EGRESS).applying().stream()
                  .map(policy -> policy.ref())
                  .toList();
          known
              .computeIfAbsent(
                  new Alike(pod.namespace(), applying, missing),
                  alike -> causes(reachability, dns, source, pod.namespace(), missing))
              .forEach(cause -> groups.computeIfAbsent(cause, c -> new Group()).add(pod, count));
        });
    groups.forEach((cause, group) -> to.accept(advice(terrain, cause, group)));
  }

  private static boolean reaches(
      Reachability reachability,
      ClusterDns dns,
      EndpointSet asked,
      int source,
      Protocol protocol) {
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

  /// What denies a query: the source's side first, since only where that is open the DNS pods'
  /// own policies are to blame.
  private static @Nullable Citation denial(
      Reachability reachability, ClusterDns dns, int source, Protocol protocol) {
    return dns.pods()
        .ids()
        .filter(id -> !dns.ports(id, protocol).isEmpty())
        .mapToObj(id -> reachability.cite(source, id, dns.ports(id, protocol).example()))
        .flatMap(List::stream)
        .filter(citation -> citation.action() == Action.DENY)
        .min(
            Comparator.comparing(
                citation -> citation.direction() == Direction.EGRESS ? 0 : 1))
        .orElse(null);
  }

  /// A policy of its own for DNS may select every pod only where all are isolated anyhow.
  private static boolean selectsAll(Terrain terrain, Cause cause) {
    return terrain.policies().stream()
        .filter(policy -> policy.ref().equals(cause.policy()))
        .anyMatch(
            policy ->
                policy.subject() instanceof Peer.Pods pods
                    && pods.pods().equals(Selector.EVERYTHING));
  }

  private static Advice advice(Terrain terrain, Cause cause, Group group) {
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
        Suggestions.dns(cause.policy(), cause.namespace(), selectsAll(terrain, cause)));
  }
}
