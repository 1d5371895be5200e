package dev.palisade.analysis.inventory;

import dev.palisade.analysis.label.Labels;
import dev.palisade.snapshot.ResourceRef;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A DaemonSet (or other workload) that may be a network plugin's agent, as evidence for the check
/// *enforcement*. Which plugin it is, is the catalogue's judgement, not the inventory's.
///
/// @param images container images with their tags, init containers too
/// @param settings the plugin's own settings that may be read (environment variables and ConfigMap
///   keys of the closed list)
/// @param nodes names of the nodes that a ready pod of it runs on; empty when no pod of it was read
/// @param nodeSelector `spec.template.spec.nodeSelector`; null: every node
public record NetworkAgent(
    ResourceRef ref,
    String namespace,
    String name,
    List<String> images,
    SortedMap<String, String> settings,
    List<String> nodes,
    @Nullable Labels nodeSelector)
    implements Comparable<NetworkAgent> {
  public NetworkAgent {
    images = List.copyOf(images);
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    nodes = nodes.stream().sorted().toList();
  }

  @Override
  public int compareTo(NetworkAgent other) {
    return ref.compareTo(other.ref);
  }
}
