package dev.palisade.compliance.control.check;

import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpRange;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How findings name the ends of a flow: pods by their workload, `namespace/name[Kind]`; nodes as
/// `node/name`; addresses by the scope's network that they are in, else `internet` or their range.
final class Ends {

  /// Addresses that no public network is at: RFC 1918, 6598, 3927, 1122, 5771, 1112; RFC 4193,
  /// 4291.
  private static final IpSet NOT_PUBLIC =
      IpSet.unionOf(
          Stream.of(
                  "0.0.0.0/8",
                  "10.0.0.0/8",
                  "100.64.0.0/10",
                  "127.0.0.0/8",
                  "169.254.0.0/16",
                  "172.16.0.0/12",
                  "192.168.0.0/16",
                  "224.0.0.0/3",
                  "::/8",
                  "fc00::/7",
                  "fe80::/10",
                  "ff00::/8")
              .map(cidr -> IpSet.of(Cidr.parse(cidr)))
              .toList());

  /// Stands for addresses in no network, which have no name of their own.
  static final int UNNAMED = -1;

  private final Endpoints endpoints;
  private final Zoning zoning;
  private final IpSet unlisted;
  // by endpoint, its place in `names`
  private final int[] ends;
  private final List<String> names = new ArrayList<>();

  Ends(Endpoints endpoints, Zoning zoning) {
    this.endpoints = endpoints;
    this.zoning = zoning;
    this.unlisted =
        IpSet.ALL.minus(
            IpSet.unionOf(zoning.scope().networks().stream().map(Network::addresses).toList()));
    this.ends = new int[endpoints.size()];
    Map<String, Integer> known = new HashMap<>();
    for (int endpoint = 0; endpoint < ends.length; endpoint++) {
      String name = nameOf(endpoint);
      Integer end = name == null ? Integer.valueOf(UNNAMED) : known.putIfAbsent(name, names.size());
      if (end == null) {
        end = names.size();
        names.add(name);
      }
      ends[endpoint] = end;
    }
  }

  /// The number of what an endpoint is named by, the same for all pods of a workload; [#UNNAMED]
  /// for addresses in no network.
  int endOf(int endpoint) {
    return ends[endpoint];
  }

  /// The name of an end.
  String name(int end) {
    return names.get(end);
  }

  /// Of a set one endpoint for each end, the first; addresses in no network all.
  int[] firstOfEach(EndpointSet set) {
    BitSet seen = new BitSet();
    return set.ids()
        .filter(
            id -> {
              int end = ends[id];
              if (end == UNNAMED) {
                return true;
              }
              boolean first = !seen.get(end);
              seen.set(end);
              return first;
            })
        .toArray();
  }

  private @Nullable String nameOf(int endpoint) {
    return switch (endpoints.get(endpoint)) {
      case Endpoint.PodEndpoint(var pod) -> WorkloadName.of(pod);
      case Endpoint.NodeEndpoint(var node) -> "node/" + node.name();
      case Endpoint.AddressEndpoint(var range) -> {
        Network network = zoning.networkOf(endpoint);
        yield network == null ? null : network.name();
      }
    };
  }

  /// The addresses of an endpoint that has some as such.
  IpRange rangeOf(int endpoint) {
    if (endpoints.get(endpoint) instanceof Endpoint.AddressEndpoint(IpRange range)) {
      return range;
    }
    throw new IllegalArgumentException("endpoint " + endpoint + " is no address range");
  }

  /// Addresses in no network: `internet` when they hold all public addresses of a family that no
  /// network has, else one name a range that does not touch the next.
  List<IpSet> parts(IpSet addresses) {
    return reachesInternet(addresses)
        ? List.of(addresses)
        : addresses.ranges().stream().map(IpSet::of).toList();
  }

  /// The name of one of these [#parts].
  String nameOf(IpSet part) {
    if (reachesInternet(part)) {
      return Scope.INTERNET;
    }
    List<Cidr> cidrs = part.cidrs();
    return cidrs.size() == 1 ? cidrs.getFirst().toString() : part.toString();
  }

  private boolean reachesInternet(IpSet addresses) {
    for (IpAddress.Family family : IpAddress.Family.values()) {
      IpSet all = unlisted.minus(NOT_PUBLIC).restrictedTo(family);
      if (!all.isEmpty() && all.isSubsetOf(addresses)) {
        return true;
      }
    }
    return false;
  }
}
