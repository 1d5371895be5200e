package dev.palisade.analysis.reachability.question;

import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.Endpoint;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.IpRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The endpoints that two worlds have in common: pods by namespace, name and workload, nodes by
/// name, and all addresses, cut where either of the two cuts them.
final class SharedEndpoints {

  static final int ABSENT = -1;

  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Integer> first = new ArrayList<>();
  private final List<Integer> second = new ArrayList<>();
  private final int[] firstToShared;
  private final int[] secondToShared;
  private final int unshared;

  SharedEndpoints(Reachability one, Reachability other) {
    Endpoints left = one.endpoints();
    Endpoints right = other.endpoints();
    firstToShared = absent(left);
    secondToShared = absent(right);
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < right.podList().size(); i++) {
      byName.put(nameOf(right.podList().get(i)), i);
    }
    for (int i = 0; i < right.nodeList().size(); i++) {
      byName.put(nameOf(right.nodeList().get(i)), right.idOfNode(i));
    }
    for (int i = 0; i < left.podList().size(); i++) {
      share(left, i, byName.getOrDefault(nameOf(left.podList().get(i)), ABSENT));
    }
    for (int i = 0; i < left.nodeList().size(); i++) {
      share(left, left.idOfNode(i), byName.getOrDefault(nameOf(left.nodeList().get(i)), ABSENT));
    }
    unshared =
        left.podList().size()
            + left.nodeList().size()
            + right.podList().size()
            + right.nodeList().size()
            - 2 * endpoints.size();
    shareAddresses(left, right);
  }

  private static int[] absent(Endpoints endpoints) {
    int[] shared = new int[endpoints.podList().size() + endpoints.nodeList().size()];
    Arrays.fill(shared, ABSENT);
    return shared;
  }

  private static String nameOf(Pod pod) {
    return pod + " " + pod.workload();
  }

  private static String nameOf(Node node) {
    return "node/" + node.name();
  }

  private void share(Endpoints left, int inFirst, int inSecond) {
    if (inSecond != ABSENT) {
      firstToShared[inFirst] = endpoints.size();
      secondToShared[inSecond] = endpoints.size();
      add(left.get(inFirst), inFirst, inSecond);
    }
  }

  private void add(Endpoint endpoint, int inFirst, int inSecond) {
    endpoints.add(endpoint);
    first.add(inFirst);
    second.add(inSecond);
  }

  /// Both lists cover all addresses in ascending order.
  private void shareAddresses(Endpoints left, Endpoints right) {
    List<IpRange> ours = left.addressList();
    List<IpRange> theirs = right.addressList();
    int i = 0;
    int j = 0;
    while (i < ours.size() && j < theirs.size()) {
      IpRange a = ours.get(i);
      IpRange b = theirs.get(j);
      var from = a.first().compareTo(b.first()) >= 0 ? a.first() : b.first();
      int ends = a.last().compareTo(b.last());
      IpRange common = new IpRange(from, ends <= 0 ? a.last() : b.last());
      add(new Endpoint.AddressEndpoint(common), left.idOfAddress(i), right.idOfAddress(j));
      i += ends <= 0 ? 1 : 0;
      j += ends >= 0 ? 1 : 0;
    }
  }

  int size() {
    return endpoints.size();
  }

  Endpoint get(int shared) {
    return endpoints.get(shared);
  }

  boolean isAddress(int shared) {
    return endpoints.get(shared) instanceof Endpoint.AddressEndpoint;
  }

  int inFirst(int shared) {
    return first.get(shared);
  }

  int inSecond(int shared) {
    return second.get(shared);
  }

  /// The number of a pod or node of the first world; [#ABSENT] when the second has it not.
  int ofFirst(int id) {
    return firstToShared[id];
  }

  int ofSecond(int id) {
    return secondToShared[id];
  }

  /// How many pods and nodes only one of the two has.
  int unshared() {
    return unshared;
  }
}
