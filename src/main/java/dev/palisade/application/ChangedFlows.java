package dev.palisade.application;

import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.reachability.Endpoints;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.analysis.traffic.TrafficNotation;
import dev.palisade.analysis.traffic.TrafficSet;
import dev.palisade.compliance.control.Assessment;
import dev.palisade.compliance.control.WorkloadName;
import dev.palisade.compliance.diff.Comparison;
import dev.palisade.compliance.diff.FlowChange;
import dev.palisade.compliance.review.Effects.Starved;
import dev.palisade.compliance.review.Place;
import dev.palisade.compliance.review.Place.Standing;
import dev.palisade.compliance.scope.AuthorisedFlow;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.Scope.Network;
import dev.palisade.compliance.scope.Scope.Zone;
import dev.palisade.compliance.scope.Zoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds again, by their names, the ends of the flows that a comparison speaks of.
final class ChangedFlows {
  private final World before;
  private final World after;

  ChangedFlows(AssessSnapshot.Assessed before, AssessSnapshot.Assessed after) {
    this.before = new World(before.assessment());
    this.after = new World(after.assessment());
  }

  /// One of the two states.
  private static final class World {
    private final Zoning zoning;
    private final Endpoints endpoints;

    World(Assessment assessment) {
      this.zoning = Zoning.of(assessment.scope(), assessment.evidence().reachability());
      this.endpoints = assessment.evidence().reachability().endpoints();
    }

    EndpointSet named(String end) {
      EndpointSet pods = endpoints.pods(pod -> WorkloadName.of(pod).equals(end));
      if (!pods.isEmpty()) {
        return pods;
      }
      IpSet addresses = addresses(end);
      return addresses == null ? endpoints.none() : endpoints.addressesIn(addresses);
    }

    /// The gravest of the zones that pods of this name are in; null: there are none.
    @Nullable Place place(String end) {
      Place found = null;
      for (Pod pod : endpoints.podList()) {
        Zone zone = WorkloadName.of(pod).equals(end) ? zoning.zoneOf(pod) : null;
        if (zone != null && (found == null || zone.category().inScope())) {
          found =
              new Place(
                  zone.name(),
                  zone.category().inScope() ? Standing.IN_SCOPE : Standing.OUT_OF_SCOPE);
        }
      }
      return found;
    }

    @Nullable Place network(String end) {
      IpSet addresses = addresses(end);
      if (addresses == null) {
        return null;
      }
      for (Network network : zoning.scope().networks()) {
        if (network.addresses().overlaps(addresses)) {
          return new Place(network.name(), Standing.OUT_OF_SCOPE);
        }
      }
      return new Place(Scope.INTERNET, Standing.OUT_OF_SCOPE);
    }

    private static @Nullable IpSet addresses(String end) {
      try {
        return IpSet.parse(end);
      } catch (IllegalArgumentException e) {
        return null; // the name of something else
      }
    }
  }

  /// Where the ends of the comparison's flows lie. A workload that lies in scope before or after
  /// counts as in scope.
  Map<String, Place> places(Comparison comparison) {
    Map<String, Place> places = new TreeMap<>();
    for (FlowChange flow : comparison.flows()) {
      places.computeIfAbsent(flow.source(), this::place);
      places.computeIfAbsent(flow.destination(), this::place);
    }
    return places;
  }

  private Place place(String end) {
    Place now = after.place(end);
    Place then = before.place(end);
    if (now == null || (then != null && then.standing() == Standing.IN_SCOPE)) {
      now = then;
    }
    if (now == null) {
      now = after.network(end);
    }
    return now == null ? Place.UNKNOWN : now;
  }

  /// The register entries of which traffic is lost, though both of its ends stay.
  List<Starved> starved(Comparison comparison) {
    List<Starved> starved = new ArrayList<>();
    for (FlowChange flow : comparison.flows()) {
      if (flow.lost() != null && flow.ends() != FlowChange.Ends.REMOVED_WORKLOAD) {
        starved(flow, TrafficNotation.parse(flow.lost(), TrafficSet.ALL), starved);
      }
    }
    return starved;
  }

  private void starved(FlowChange flow, TrafficSet lost, List<Starved> found) {
    EndpointSet sources = before.named(flow.source());
    EndpointSet destinations = before.named(flow.destination());
    for (AuthorisedFlow authorised : before.zoning.register()) {
      TrafficSet needed = authorised.traffic().intersect(lost);
      if (!needed.isEmpty()
          && authorised.sources().overlaps(sources)
          && authorised.destinations().overlaps(destinations)) {
        found.add(
            new Starved(
                authorised.entry().id(), flow.source(), flow.destination(), needed.toString()));
      }
    }
  }
}
