package dev.palisade.compliance.diff;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.compliance.control.WorkloadName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What policies can see of each workload's pods in one state.
final class EndLooks {
  private final Map<String, Look> byWorkload = new HashMap<>();

  /// One workload.
  ///
  /// @param pods how many pods look alike: one, or more (which matters for traffic among them)
  /// @param nodes where they run
  /// @param hostNetwork whether one uses its node's network
  record Look(
      String namespace,
      Map<PodLook, Integer> pods,
      SortedSet<String> nodes,
      boolean hostNetwork,
      List<Pod> members) {

    /// @param where whether it matters which nodes they are on
    boolean sameTo(Look other, boolean where) {
      return pods.equals(other.pods) && (!where || nodes.equals(other.nodes));
    }
  }

  /// @param places of its addresses
  /// @param exact name and addresses, where policies name pods or addresses by way of services
  record PodLook(
      SortedMap<String, String> labels,
      String serviceAccount,
      SortedSet<String> ports,
      Pod.Network network,
      Pod.Life life,
      SortedSet<Integer> places,
      @Nullable String exact) {}

  EndLooks(State state, MentionedWords words, boolean exactly) {
    for (Pod pod : state.evidence().inventory().pods()) {
      Look look =
          byWorkload.computeIfAbsent(
              WorkloadName.of(pod),
              w ->
                  new Look(
                      pod.namespace(), new HashMap<>(), new TreeSet<>(), false, new ArrayList<>()));
      look.pods().merge(look(pod, words, exactly), 1, (one, another) -> Math.min(2, one + another));
      look.members().add(pod);
      if (pod.nodeName() != null) {
        look.nodes().add(pod.nodeName());
      }
      if (pod.usesHostNetwork() && !look.hostNetwork()) {
        byWorkload.put(
            WorkloadName.of(pod),
            new Look(look.namespace(), look.pods(), look.nodes(), true, look.members()));
      }
    }
  }

  private static PodLook look(Pod pod, MentionedWords words, boolean exactly) {
    SortedSet<Integer> places = new TreeSet<>();
    pod.addresses().forEach(address -> places.add(words.place(address)));
    SortedSet<String> ports = new TreeSet<>();
    pod.ports().stream()
        .filter(port -> port.name() != null)
        .forEach(port -> ports.add(port.name() + " " + port.protocol() + " " + port.number()));
    return new PodLook(
        words.among(pod.labels()),
        pod.serviceAccount(),
        ports,
        pod.network(),
        pod.life(),
        places,
        exactly ? pod + " " + pod.addresses() : null);
  }

  @Nullable Look of(String workload) {
    return byWorkload.get(workload);
  }
}
