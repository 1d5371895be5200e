/// Violations that are planted into a copy of what is assessed, to see whether they are found.
@NullMarked
package dev.palisade.application.canary;

import org.jspecify.annotations.NullMarked;
