/// Comparisons as Markdown, for comments on a change.
@NullMarked
package dev.palisade.render.markdown;

import org.jspecify.annotations.NullMarked;
