/// The pages: rendered here, with plain CSS and no script. A page parses, calls use cases and
/// answers.
@NullMarked
package dev.palisade.web;

import org.jspecify.annotations.NullMarked;
