package dev.palisade.store;

import dev.palisade.ledger.Checkpoint;
import dev.palisade.ledger.SignedNote;
import java.time.Instant;

/// What was signed of the log.
public record StoredCheckpoint(Checkpoint checkpoint, SignedNote note, Instant signedAt) {}
