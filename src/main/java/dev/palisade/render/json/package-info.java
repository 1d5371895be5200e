/// Reports and comparisons as JSON: what other programs may rely on.
@NullMarked
package dev.palisade.render.json;

import org.jspecify.annotations.NullMarked;
