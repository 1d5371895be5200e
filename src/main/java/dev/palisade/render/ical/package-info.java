/// iCalendar (RFC 5545).
@NullMarked
package dev.palisade.render.ical;

import org.jspecify.annotations.NullMarked;
