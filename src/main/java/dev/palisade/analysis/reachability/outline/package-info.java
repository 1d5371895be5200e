/// The map of allowed traffic in outline, as a picture can show it: zones, in them what behaves
/// alike together, and as few arrows as say the same.
@NullMarked
package dev.palisade.analysis.reachability.outline;

import org.jspecify.annotations.NullMarked;
