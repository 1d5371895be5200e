/// Reports and reviews as JUnit XML, for pipelines.
@NullMarked
package dev.palisade.render.junit;

import org.jspecify.annotations.NullMarked;
