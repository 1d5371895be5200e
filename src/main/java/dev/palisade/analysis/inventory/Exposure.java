package dev.palisade.analysis.inventory;

import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.snapshot.ResourceRef;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// A way by which addresses outside the cluster are led to pods.
///
/// @param ref the object that opens the way (Service, Ingress, Gateway or route, or the pod itself
///   for host ports and host network)
/// @param pointer JSON pointer of the field that opens it
/// @param pods the pods at its end, as `namespace/name`
/// @param traffic what arrives at those pods, by the pods' own ports
/// @param controllers for INGRESS and GATEWAY the controller's pods (`namespace/name`), through
///   which traffic comes: empty when they are not known; always empty for the others
public record Exposure(
    Kind kind,
    ResourceRef ref,
    String pointer,
    SortedSet<String> pods,
    TrafficSet traffic,
    SortedSet<String> controllers)
    implements Comparable<Exposure> {

  /// Kinds of exposure.
  public enum Kind {
    LOAD_BALANCER,
    NODE_PORT,
    EXTERNAL_IP,
    INGRESS,
    GATEWAY,
    HOST_PORT,
    HOST_NETWORK;

    private static final Set<Kind> THROUGH_CONTROLLER = Set.of(INGRESS, GATEWAY);

    /// Whether connections end at a controller, which opens its own to the backend.
    public boolean endsAtController() {
      return THROUGH_CONTROLLER.contains(this);
    }
  }

  private static final Comparator<Exposure> ORDER =
      Comparator.comparing(Exposure::ref)
          .thenComparing(Exposure::kind)
          .thenComparing(Exposure::pointer)
          .thenComparing(e -> e.pods().toString());

  public Exposure {
    pods = Collections.unmodifiableSortedSet(new TreeSet<>(pods));
    controllers = Collections.unmodifiableSortedSet(new TreeSet<>(controllers));
  }

  @Override
  public int compareTo(Exposure other) {
    return ORDER.compare(this, other);
  }
}
