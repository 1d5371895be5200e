/// What is declared: the neutral model of the policies of all dialects.
@NullMarked
package dev.palisade.analysis.policy;

import org.jspecify.annotations.NullMarked;
