/// The checks, one class each, listed in [Checks]. Each has a card in `docs/controls`.
@NullMarked
package dev.palisade.compliance.control.check;

import org.jspecify.annotations.NullMarked;
