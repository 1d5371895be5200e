/// REST v1: each method parses, calls one use case and answers with records of this package.
@NullMarked
package dev.palisade.api.v1;

import org.jspecify.annotations.NullMarked;
