/// Graphs in the language of Graphviz.
@NullMarked
package dev.palisade.render.dot;

import org.jspecify.annotations.NullMarked;
