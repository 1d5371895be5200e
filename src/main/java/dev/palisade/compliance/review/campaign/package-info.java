/// Review campaigns: policies, register entries and exceptions, decided one by one by named people,
/// and signed off.
@NullMarked
package dev.palisade.compliance.review.campaign;

import org.jspecify.annotations.NullMarked;
