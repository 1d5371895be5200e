/// What a collector may do in a cluster, before it collects: which rights are missing, which checks
/// that costs, and what an administrator may paste to grant them.
@NullMarked
package dev.palisade.application.preflight;

import org.jspecify.annotations.NullMarked;
