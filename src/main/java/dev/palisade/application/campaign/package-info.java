/// What a review campaign asks about, with the evidence beside each item.
@NullMarked
package dev.palisade.application.campaign;

import org.jspecify.annotations.NullMarked;
