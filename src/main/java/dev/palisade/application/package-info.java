/// The use cases, one class each, named as people name them. Two adapters meet only here.
@NullMarked
package dev.palisade.application;

import org.jspecify.annotations.NullMarked;
