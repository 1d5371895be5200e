/// Reports and reviews as SARIF 2.1.0, for code scanning.
@NullMarked
package dev.palisade.render.sarif;

import org.jspecify.annotations.NullMarked;
