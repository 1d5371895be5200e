/// What goes wrong, in one form: RFC 9457 problem details of the types in `docs/problems.md`.
@NullMarked
package dev.palisade.api.problem;

import org.jspecify.annotations.NullMarked;
