/// Differences between two states of a cluster: objects, reachable traffic, outcomes and findings,
/// with what caused each.
@NullMarked
package dev.palisade.compliance.diff;

import org.jspecify.annotations.NullMarked;
