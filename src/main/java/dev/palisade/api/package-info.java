/// The REST API.
@NullMarked
package dev.palisade.api;

import org.jspecify.annotations.NullMarked;
