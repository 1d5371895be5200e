/// What every reader of manifests needs: what it found to say, and the parts of an object that all
/// kinds share.
@NullMarked
package dev.palisade.translate.manifest;

import org.jspecify.annotations.NullMarked;
