/// Reports as one page of HTML that needs nothing beside it.
@NullMarked
package dev.palisade.render.html;

import org.jspecify.annotations.NullMarked;
