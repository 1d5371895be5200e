/// Maps and their differences as comma-separated values (RFC 4180, with `\n` as line end).
@NullMarked
package dev.palisade.render.csv;

import org.jspecify.annotations.NullMarked;
