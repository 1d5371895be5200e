/// The set algebra of network traffic: protocols, ports, addresses, and the sets of packets that
/// may open a connection.
///
/// Every type is immutable and canonical: two values are equal exactly when they mean the same set,
/// however they were made.
@NullMarked
package dev.palisade.analysis.traffic;

import org.jspecify.annotations.NullMarked;
