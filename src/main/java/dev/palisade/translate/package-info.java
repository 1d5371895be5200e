/// Manifests to inventory, policies, warnings and gaps: the stage between what was collected and
/// what is computed.
@NullMarked
package dev.palisade.translate;

import org.jspecify.annotations.NullMarked;
