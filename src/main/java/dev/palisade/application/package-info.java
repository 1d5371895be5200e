/// The use cases, one class each, named as people name them.
@NullMarked
package dev.palisade.application;

import org.jspecify.annotations.NullMarked;
