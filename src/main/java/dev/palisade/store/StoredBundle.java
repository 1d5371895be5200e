package dev.palisade.store;

import dev.palisade.ledger.Envelope;
import dev.palisade.ledger.Evidence;

/// The files of a report as they were sealed.
///
/// @param position of the line of the log that seals them
public record StoredBundle(Evidence evidence, Envelope envelope, long position) {}
