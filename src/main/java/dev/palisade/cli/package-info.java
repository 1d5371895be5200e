/** The command line: each command parses, calls one use case and prints its answer. */
@NullMarked
package dev.palisade.cli;

import org.jspecify.annotations.NullMarked;
