/// Signatures of documents: made with a key and a certificate in an incremental update (ISO
/// 32000-1, 12.8; PAdES baseline, ETSI EN 319 142-1), stamped by an authority of time (RFC 3161),
/// and checked again. What was rendered stays byte for byte in front of what is added.
@NullMarked
package dev.palisade.render.pdf.signature;

import org.jspecify.annotations.NullMarked;
