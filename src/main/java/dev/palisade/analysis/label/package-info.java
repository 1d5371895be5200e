/// Labels, and the expressions that select by them: Kubernetes' label selectors, Calico's selector
/// grammar, and the one boolean expression that both become.
@NullMarked
package dev.palisade.analysis.label;

import org.jspecify.annotations.NullMarked;
