/// Reports in the Heimdall Data Format.
@NullMarked
package dev.palisade.render.hdf;

import org.jspecify.annotations.NullMarked;
