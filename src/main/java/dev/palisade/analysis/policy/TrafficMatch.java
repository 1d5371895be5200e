package dev.palisade.analysis.policy;

import dev.palisade.analysis.traffic.Protocol;
import dev.palisade.analysis.traffic.TrafficSet;
import java.util.List;

/// Which traffic a rule matches, as written: names of ports are resolved on a pod only when a
/// verdict is asked for. An empty [AnyOf] matches nothing, an empty [AllOf] everything.
public sealed interface TrafficMatch {

  TrafficMatch ALL = new Exactly(TrafficSet.ALL);

  /// A set known from the manifest alone.
  record Exactly(TrafficSet traffic) implements TrafficMatch {}

  /// A container port's name, resolved on the pod at `side` for that protocol. A pod without such a
  /// port, a node or an address outside the cluster matches nothing.
  record NamedPort(Protocol protocol, String name, Side side) implements TrafficMatch {}

  /// Whose ports a name is looked up in, and which port of a packet it then restricts.
  enum Side {
    SOURCE,
    DESTINATION
  }

  /// Union.
  record AnyOf(List<TrafficMatch> parts) implements TrafficMatch {
    public AnyOf {
      parts = List.copyOf(parts);
    }
  }

  /// Intersection.
  record AllOf(List<TrafficMatch> parts) implements TrafficMatch {
    public AllOf {
      parts = List.copyOf(parts);
    }
  }

  /// Complement among all traffic.
  record Not(TrafficMatch part) implements TrafficMatch {}
}
