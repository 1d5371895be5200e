/// Reports on a period: what held when, and when nobody was looking.
@NullMarked
package dev.palisade.compliance.report.period;

import org.jspecify.annotations.NullMarked;
