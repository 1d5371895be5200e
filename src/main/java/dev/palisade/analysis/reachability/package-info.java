/// Which traffic the policies really let through: the set engine, the one-flow evaluator,
/// explanations.
@NullMarked
package dev.palisade.analysis.reachability;

import org.jspecify.annotations.NullMarked;
