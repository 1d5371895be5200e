package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A report with all that proves it, in one ZIP for someone who has nothing else. The same parts
/// give the same bytes.
///
/// @param envelope over the evidence's [Evidence#statement]
/// @param entry that seals the statement
/// @param proof from the entry to the checkpoint
/// @param checkpoint signed
/// @param keys that signed envelope or checkpoint
public record Bundle(
    Evidence evidence,
    Envelope envelope,
    LedgerEntry entry,
    LogProof proof,
    SignedNote checkpoint,
    List<VerifierKey> keys) {
  static final String ENVELOPE = "envelope.json";
  static final String ENTRY = "entry.json";
  static final String PROOF = "proof.json";
  static final String CHECKPOINT = "checkpoint.txt";
  static final String KEYS = "keys.txt";
  static final String PEM_FOLDER = "keys/";

  /// What every bundle has beside its evidence.
  static final Set<String> PROOFS = Set.of(ENVELOPE, ENTRY, PROOF, CHECKPOINT, KEYS);

  public Bundle {
    keys = List.copyOf(keys);
  }

  static boolean isProof(String path) {
    return PROOFS.contains(path) || path.startsWith(PEM_FOLDER);
  }

  static String pemPath(VerifierKey key) {
    return PEM_FOLDER + key.id() + ".pem";
  }

  static byte[] keyList(List<VerifierKey> keys) {
    return keys.stream()
        .map(VerifierKey::toString)
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(UTF_8);
  }

  /// The bundle as a file.
  ///
  /// @throws IllegalArgumentException if it is larger than 1 GiB
  public byte[] zip() {
    SortedMap<String, byte[]> files = new TreeMap<>(evidence.files());
    files.put(ENVELOPE, envelope.json());
    files.put(ENTRY, entry.json());
    files.put(PROOF, proof.json());
    files.put(CHECKPOINT, checkpoint.bytes());
    files.put(KEYS, keyList(keys));
    keys.forEach(key -> files.put(pemPath(key), key.pem().getBytes(UTF_8)));
    return Archive.write(files);
  }
}
