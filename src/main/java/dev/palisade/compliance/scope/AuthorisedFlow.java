package dev.palisade.compliance.scope;

import dev.palisade.analysis.reachability.EndpointSet;
import dev.palisade.analysis.traffic.TrafficSet;

/// A register entry, resolved to the endpoints of a cluster. One entry gives several where its
/// traffic depends on the destination.
public record AuthorisedFlow(
    Scope.RegisterEntry entry, EndpointSet sources, EndpointSet destinations, TrafficSet traffic) {}
