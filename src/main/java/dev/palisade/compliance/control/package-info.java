/// The catalogue of requirements and checks, and the outcome of evaluating it.
@NullMarked
package dev.palisade.compliance.control;

import org.jspecify.annotations.NullMarked;
