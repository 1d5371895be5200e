/// Snapshots that come from elsewhere: sent by a collector that stands in or near a cluster, taken
/// in by the service. Contents go ahead, only those that the service lacks; the snapshot follows
/// and is appended whole or not at all.
@NullMarked
package dev.palisade.application.push;

import org.jspecify.annotations.NullMarked;
