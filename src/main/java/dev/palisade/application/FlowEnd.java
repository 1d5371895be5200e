package dev.palisade.application;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.PublicAddresses;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One end of a flow as people name it: `namespace/name`, `namespace/name[Kind]`, an address, a
/// CIDR, a range as differences name it (`10.0.0.0-10.0.0.9`), or `internet`.
sealed interface FlowEnd {

  /// Pods.
  ///
  /// @param text as it was given
  /// @param pods never empty
  record Pods(String text, EndpointSet pods) implements FlowEnd {}

  /// Addresses outside the cluster.
  ///
  /// @param text as it was given
  record Addresses(String text, IpSet addresses) implements FlowEnd {}

  Pattern NAME =
      Pattern.compile("(?<namespace>[^/\\[\\]]+)/(?<name>[^/\\[\\]]+)(\\[(?<kind>\\w+)])?");

  String text();

  /// What a text means in a cluster.
  ///
  /// A name alone is that of a pod; where there is no such pod, that of a workload, standing for
  /// its pods. With a kind it is a workload's, or with `[Pod]` a pod's. Where no workload has the
  /// name, that by which findings know it counts: a Deployment's or CronJob's, of whose ReplicaSets
  /// or Jobs the pods are.
  ///
  /// @param option by which it was given, for messages
  /// @throws UnusableInput when it is none of these, or nothing there has the name
  static FlowEnd parse(String option, String text, Endpoints endpoints) {
    FlowEnd end = find(option, text, endpoints);
    if (end == null) {
      throw new UnusableInput(option + ": there is no pod or workload " + text);
    }
    return end;
  }

  /// The same; null when nothing there has the name.
  ///
  /// @throws UnusableInput when it is none of these
  static @Nullable FlowEnd find(String option, String text, Endpoints endpoints) {
    if (text.equals(Scope.INTERNET)) {
      return new Addresses(text, PublicAddresses.ALL);
    }
    Optional<IpSet> addresses = addresses(text);
    if (addresses.isPresent()) {
      return new Addresses(text, addresses.get());
    }
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      throw new UnusableInput(
          option
              + ": '"
              + text
              + "' names no end of a flow: expected namespace/name, namespace/name[Kind], an address, a CIDR or internet");
    }
    EndpointSet pods =
        named(
            option,
            text,
            name.group("namespace"),
            name.group("name"),
            name.group("kind"),
            endpoints);
    return pods.isEmpty() ? null : new Pods(text, pods);
  }

  /// The endpoints that it stands for. Of a range of addresses those pieces that lie in it, wholly
  /// or in part.
  ///
  /// Addresses are outside the cluster, also where a pod has one; only to Cilium a node is known by
  /// its addresses.
  default EndpointSet endpoints(Reachability reachability) {
    Endpoints all = reachability.endpoints();
    return switch (this) {
      case Pods(var text, var pods) -> pods;
      case Addresses(var text, var addresses) -> {
        if (reachability.settings().dialect() == Dialect.CILIUM) {
          for (int i = 0; i < all.nodeList().size(); i++) {
            if (all.nodeList().get(i).addresses().stream()
                .map(IpSet::of)
                .anyMatch(addresses::equals)) {
              yield EndpointSet.of(all.idOfNode(i));
            }
          }
        }
        yield all.addressesIn(addresses);
      }
    };
  }

  /// The addresses that a text names; empty when it names none.
  static Optional<IpSet> addressesOf(String text) {
    return text.equals(Scope.INTERNET) ? Optional.of(PublicAddresses.ALL) : addresses(text);
  }

  private static Optional<IpSet> addresses(String text) {
    try {
      return Optional.of(
          text.contains("-") && !text.contains("/")
              ? IpSet.of(IpRange.parse(text))
              : IpSet.of(Cidr.parseAddressOrCidr(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static EndpointSet named(
      String option,
      String text,
      String namespace,
      String name,
      @Nullable String kind,
      Endpoints endpoints) {
    Predicate<Pod> isPod =
        pod ->
            pod.namespace().equals(namespace)
                && pod.name().equals(name)
                && pod.origin() == Pod.Origin.OBSERVED;
    Predicate<Pod> ofWorkload =
        pod ->
            pod.workload().namespace().equals(namespace)
                && pod.workload().name().equals(name)
                && (kind == null || pod.workload().kind().equals(kind));
    EndpointSet found =
        kind == null || kind.equals("Pod") ? endpoints.pods(isPod) : endpoints.none();
    if (found.isEmpty()) {
      found = endpoints.pods(ofWorkload);
    }
    if (!found.isEmpty()) {
      requireOneWorkload(option, text, found, endpoints, Pod::workload);
      return found;
    }
    // findings know a workload by the name of what lasts, pods by that of their ReplicaSet
    found = endpoints.pods(pod -> isNamed(WorkloadName.of(pod), namespace + "/" + name, kind));
    requireOneWorkload(option, text, found, endpoints, WorkloadName::of);
    return found;
  }

  private static boolean isNamed(String workload, String name, @Nullable String kind) {
    return kind == null
        ? workload.startsWith(name + "[")
        : workload.equals(name + "[" + kind + "]");
  }

  private static <T extends Comparable<T>> void requireOneWorkload(
      String option,
      String text,
      EndpointSet found,
      Endpoints endpoints,
      Function<Pod, T> workloadOf) {
    List<T> workloads =
        found
            .ids()
            .mapToObj(id -> workloadOf.apply(endpoints.podList().get(id)))
            .distinct()
            .sorted()
            .toList();
    if (workloads.size() > 1) {
      throw new UnusableInput(
          option
              + ": "
              + text
              + " may be "
              + workloads.get(0)
              + " or "
              + workloads.get(1)
              + ": name the kind");
    }
  }
}
