/// What the compliance officer declares: zones, register of authorised flows, restricted services,
/// administrators.
@NullMarked
package dev.palisade.compliance.scope;

import org.jspecify.annotations.NullMarked;
