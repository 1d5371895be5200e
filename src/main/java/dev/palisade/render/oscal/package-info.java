/// Reports as OSCAL assessment results.
@NullMarked
package dev.palisade.render.oscal;

import org.jspecify.annotations.NullMarked;
