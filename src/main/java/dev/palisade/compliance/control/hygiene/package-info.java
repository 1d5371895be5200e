/// Advice on policies: what is allowed to be written and seldom meant. One class a kind of advice.
@NullMarked
package dev.palisade.compliance.control.hygiene;

import org.jspecify.annotations.NullMarked;
