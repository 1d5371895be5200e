package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.TrafficSet;

/// The same traffic from one class of endpoints to several: from every member of the one to every
/// member of the others, but for an endpoint with itself and for [Reachability#forEachLocalPair]
/// pairs on one node.
///
/// @param source the class of the sources
/// @param destinations classes of destinations, never empty
/// @param traffic never empty
public record Block(int source, ClassSet destinations, TrafficSet traffic) {}
