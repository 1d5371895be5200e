/// Collects from files and folders of manifests, and from snapshot files.
@NullMarked
package dev.palisade.collect.files;

import org.jspecify.annotations.NullMarked;
