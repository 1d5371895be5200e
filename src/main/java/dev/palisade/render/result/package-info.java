/// What the checks of a report come to, line by line, for formats that know results and no checks:
/// which line may be called passed is decided here once for all of them.
@NullMarked
package dev.palisade.render.result;

import org.jspecify.annotations.NullMarked;
