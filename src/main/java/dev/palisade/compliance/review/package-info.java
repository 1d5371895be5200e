/// Reviews: of a proposed change, before it is applied.
@NullMarked
package dev.palisade.compliance.review;

import org.jspecify.annotations.NullMarked;
