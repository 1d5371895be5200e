/// What lasts: snapshots, scopes, reports, decisions, tokens, runs in PostgreSQL. Rows stay in
/// here; others see records.
@NullMarked
package dev.palisade.store;

import org.jspecify.annotations.NullMarked;
