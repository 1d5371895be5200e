/// Brings a snapshot from where objects are: a cluster or a folder. What could not be looked at
/// becomes a gap.
@NullMarked
package dev.palisade.collect;

import org.jspecify.annotations.NullMarked;
