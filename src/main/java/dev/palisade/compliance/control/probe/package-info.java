/// Which connections to try, so that every class of traffic between zones is seen once.
@NullMarked
package dev.palisade.compliance.control.probe;

import org.jspecify.annotations.NullMarked;
