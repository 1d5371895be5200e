/// Who asks, and what they may see: bearer tokens, roles, limits to clusters, the audit log.
@NullMarked
package dev.palisade.api.access;

import org.jspecify.annotations.NullMarked;
