/// The seal of evidence: a Merkle log of entries (RFC 6962), checkpoints of it as signed notes
/// (C2SP tlog-checkpoint), DSSE envelopes around in-toto statements, and the bundle that carries a
/// report with all of its proofs to someone who trusts nobody here.
///
/// It seals bytes that it is given and knows neither store nor clock.
@NullMarked
package dev.palisade.ledger;

import org.jspecify.annotations.NullMarked;
