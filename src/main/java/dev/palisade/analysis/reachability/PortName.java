package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.Protocol;

/// A port's name as a rule gives it.
record PortName(Protocol protocol, String name) {}
