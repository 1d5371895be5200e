package dev.palisade.compliance.control.probe;

import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.compliance.scope.Zoning;
import java.util.List;

/// The probes that together cover every class of traffic from each zone to each zone and network:
/// - each service that is allowed from some pod of the one to some pod of the other, once;
/// - that something is denied, once for each pair of zones where something is;
/// - one of the restricted services, once for each pair of zones.
///
/// A probe may cover several. Of what remains it takes few: see [Cover].
///
/// @param probes in the order of the scope's zones
/// @param uncovered what no probe from within the cluster can tell
public record ProbePlan(List<Probe> probes, List<Uncovered> uncovered) {

  /// @param from a zone or network
  /// @param to a zone, a network, or `any zone`
  /// @param why for people, with what to do instead
  public record Uncovered(String from, String to, String what, String why) {}

  public ProbePlan {
    probes = List.copyOf(probes);
    uncovered = List.copyOf(uncovered);
  }

  public static ProbePlan of(Reachability reachability, Zoning zoning) {
    return new ProbePlanning(reachability, zoning).plan();
  }
}
