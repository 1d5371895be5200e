/// The map of allowed traffic that people read: workloads or pods by name, and ranges of addresses;
/// and what differs between two maps.
@NullMarked
package dev.palisade.analysis.reachability.connectivity;

import org.jspecify.annotations.NullMarked;
