package dev.palisade.compliance.control.probe;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.Packet;
import dev.palisade.compliance.control.WorkloadName;
import java.util.List;
import java.util.Locale;

/// One connection to try, and what the policies say of it.
///
/// @param id follows from workloads, traffic and verdict: it outlives pods, and no change of
///   verdict
/// @param from zone of the source
/// @param to zone or network of the target
/// @param covers what it stands for, one sentence a class of traffic
public record Probe(
    String id,
    String from,
    Pod source,
    String to,
    Target target,
    Packet packet,
    Expected expected,
    List<String> covers) {

  /// What the policies say.
  public enum Expected {
    ALLOWED,
    DENIED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where a probe goes.
  public sealed interface Target {
    record OfPod(Pod pod) implements Target {}

    /// An address outside the cluster that is known to answer.
    record OfAddress(IpAddress address) implements Target {}

    /// `namespace/workload[Kind]`, or the address.
    default String name() {
      return switch (this) {
        case OfPod(Pod pod) -> WorkloadName.of(pod);
        case OfAddress(IpAddress address) -> address.toString();
      };
    }
  }

  public Probe {
    covers = List.copyOf(covers);
  }

  /// `shop/web[Deployment] -> cde/vault[StatefulSet] TCP 8443`.
  @Override
  public String toString() {
    return WorkloadName.of(source) + " -> " + target.name() + " " + packet;
  }
}
