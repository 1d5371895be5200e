/// What watches of a cluster tell between snapshots: changes, and when nobody was looking.
@NullMarked
package dev.palisade.snapshot.journal;

import org.jspecify.annotations.NullMarked;
