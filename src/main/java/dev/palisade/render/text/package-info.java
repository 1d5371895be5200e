/// Maps and their differences as lines of text, in the notation of netpol-analyzer.
@NullMarked
package dev.palisade.render.text;

import org.jspecify.annotations.NullMarked;
