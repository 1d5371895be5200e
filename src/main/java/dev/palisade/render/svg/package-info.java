/// Pictures as SVG: self-contained, for screen, page and print.
@NullMarked
package dev.palisade.render.svg;

import org.jspecify.annotations.NullMarked;
