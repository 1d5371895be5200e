package dev.palisade.compliance.control.hygiene;

import dev.palisade.analysis.inventory.Node;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Peer.AddressReach;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Address blocks and the pod network: where blocks match pods, one that holds addresses of pods;
/// where they never do, one that holds nothing else.
final class PodAddresses implements Adviser {

  /// What is known of the pod network.
  ///
  /// @param ranges of nodes
  /// @param pods every address of a pod
  private record PodNetwork(IpSet ranges, IpSet pods, List<Pod> withAddress) {
    static PodNetwork of(Terrain terrain) {
      List<IpSet> ranges = new ArrayList<>();
      for (Node node : terrain.inventory().nodes()) {
        ranges.add(node.podRanges());
      }
      List<IpSet> addresses = new ArrayList<>();
      List<Pod> pods = new ArrayList<>();
      for (Pod pod : terrain.inventory().pods()) {
        if (!pod.usesHostNetwork() && !pod.addresses().isEmpty()) {
          pods.add(pod);
          for (IpAddress address : pod.addresses()) {
            addresses.add(IpSet.of(address));
          }
        }
      }
      return new PodNetwork(IpSet.unionOf(ranges), IpSet.unionOf(addresses), pods);
    }

    boolean overlaps(IpSet block) {
      return block.overlaps(pods) || block.overlaps(ranges);
    }

    @Nullable Pod example(IpSet block) {
      return withAddress.stream()
          .filter(pod -> pod.addresses().stream().anyMatch(block::contains))
          .findFirst()
          .orElse(null);
    }
  }

  @Override
  public void advise(Terrain terrain, Consumer<Advice> to) {
    PodNetwork network = PodNetwork.of(terrain);
    IpSet all = network.pods().union(network.ranges());
    terrain.allowing(
        allowing -> {
          for (Rule.Clause clause : allowing.rule().clauses()) {
            if (!(clause.peer() instanceof Peer.Addresses(var block, var reach))
                || block.isEmpty()) {
              continue;
            }
            if (reach == AddressReach.PODS_AND_NODES
                && (network.overlaps(block) || isWholeFamily(block))) {
              to.accept(covers(allowing, clause, block, network));
            } else if (reach == AddressReach.OUTSIDE_ONLY
                && !all.isEmpty()
                && block.isSubsetOf(all)) {
              to.accept(misses(allowing, clause));
            }
          }
        });
  }

  private static Advice covers(
      Terrain.Allowing allowing, Rule.Clause clause, IpSet block, PodNetwork network) {
    Pod example = network.example(block);
    String ranges =
        network.ranges().isEmpty()
            ? ""
            : String.join(", ", network.ranges().cidrs().stream().map(Object::toString).toList());
    boolean kubernetes = allowing.policy().ref().group().equals("networking.k8s.io");
    return new Advice(
        Topic.IP_BLOCK_COVERS_PODS,
        allowing.policy().ref(),
        clause.pointer(),
        "the address block means pods of the cluster too"
            + (example == null
                ? isWholeFamily(block) ? ": every one" : ""
                : ", " + example + " (" + example.addresses().getFirst() + ") among them"),
        "Except the pod network from the block, and name pods by their labels.",
        kubernetes && !ranges.isEmpty() && isWholeFamily(block)
            ? "ipBlock:\n  cidr: 0.0.0.0/0\n  except: [" + ranges + "]\n"
            : null);
  }

  private static Advice misses(Terrain.Allowing allowing, Rule.Clause clause) {
    return new Advice(
        Topic.IP_BLOCK_MISSES_PODS,
        allowing.policy().ref(),
        clause.pointer(),
        "the address block lies in the pod network, and this network plugin matches no pod by its address",
        "Name the pods by their labels.",
        null);
  }

  /// All addresses of a family: the pod network is among them, wherever it is.
  private static boolean isWholeFamily(IpSet block) {
    return IpSet.ALL_V4.isSubsetOf(block) || IpSet.ALL_V6.isSubsetOf(block);
  }
}
