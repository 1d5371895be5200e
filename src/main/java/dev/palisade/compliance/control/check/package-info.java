/// The checks, one class each, registered in `META-INF/services`. Each has a card in `docs/controls`.
@NullMarked
package dev.palisade.compliance.control.check;

import org.jspecify.annotations.NullMarked;
