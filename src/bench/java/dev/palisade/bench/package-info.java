/// Benchmarks: seeded clusters, and the engine measured on them. Run by `make bench`.
@NullMarked
package dev.palisade.bench;

import org.jspecify.annotations.NullMarked;
