/// Exceptions from findings: who asked, who decided, until when. They yield the waivers that the
/// checks heed.
@NullMarked
package dev.palisade.compliance.exception;

import org.jspecify.annotations.NullMarked;
