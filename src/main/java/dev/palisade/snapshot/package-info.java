/// What was collected from a cluster or a folder at one time: manifests, identity, gaps. Facts
/// only.
@NullMarked
package dev.palisade.snapshot;

import org.jspecify.annotations.NullMarked;
