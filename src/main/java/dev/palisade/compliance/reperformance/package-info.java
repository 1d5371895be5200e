/// Re-performance: an auditor draws a sample, sees the facts, has the conclusions drawn again, and
/// is told why they differ where they do.
@NullMarked
package dev.palisade.compliance.reperformance;

import org.jspecify.annotations.NullMarked;
