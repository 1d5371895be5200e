package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.document.MalformedDocument;
import dev.palisade.ledger.Verdict.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Checks a bundle: each file against the statement, the statement against its signatures and the
/// log's entry, the entry against the checkpoint, the checkpoint against its signatures and what
/// the reader holds. Nothing in the bundle goes unchecked, and all faults are told, not the first
/// alone.
public final class VerifyBundle {
  private final SortedMap<String, byte[]> files;
  private final List<Finding> findings = new ArrayList<>();

  private VerifyBundle(SortedMap<String, byte[]> files) {
    this.files = files;
  }

  /// @param name of the file, for messages
  /// @throws MalformedDocument if it is no bundle at all
  public static Verdict of(String name, byte[] zip, Trust trust) {
    if (!Archive.isZip(zip)) {
      throw new MalformedDocument(name, "", 0, "is no ZIP");
    }
    if (zip.length > Archive.MOST_BYTES) {
      throw new MalformedDocument(name, "", 0, "is too large for a bundle");
    }
    SortedMap<String, byte[]> files;
    try {
      files = Archive.read(zip);
    } catch (Archive.Damaged e) {
      if (Archive.isPackedAnew(zip)) {
        throw new MalformedDocument(
            name, "", 0, "was packed by another program: give the bundle as it was downloaded");
      }
      return new Verdict.Tampered(List.of(new Finding(name, String.valueOf(e.getMessage()))));
    }
    VerifyBundle check = new VerifyBundle(files);
    for (String path : Archive.wrongChecksums(zip, files)) {
      check.findings.add(new Finding(path, "is not what the archive's checksum is of"));
    }
    return check.verdict(trust);
  }

  private Verdict verdict(Trust trust) {
    List<VerifierKey> keys = new ArrayList<>();
    List<SignedNote> note = new ArrayList<>();
    List<LogProof> proof = new ArrayList<>();
    for (String path : new TreeSet<>(Bundle.PROOFS)) {
      if (!files.containsKey(path)) {
        findings.add(new Finding(path, "is missing"));
      }
    }
    if (files.keySet().containsAll(Bundle.PROOFS)) {
      check(() -> keys.addAll(keys()));
      check(() -> checkEnvelope(keys));
      check(() -> note.add(checkpoint(keys)));
      check(() -> proof.add(LogProof.read(Bundle.PROOF, file(Bundle.PROOF))));
    }
    if (!findings.isEmpty() || note.isEmpty() || proof.isEmpty()) {
      return new Verdict.Tampered(findings);
    }
    Checkpoint checkpoint = Checkpoint.parse(Bundle.CHECKPOINT, note.getFirst());
    checkProof(proof.getFirst(), checkpoint);
    if (!findings.isEmpty()) {
      return new Verdict.Tampered(findings);
    }
    return anchor(trust, note.getFirst().signers(keys).good(), checkpoint, proof.getFirst());
  }

  /// The keys of the bundle, which name themselves and so cannot be changed unseen.
  private List<VerifierKey> keys() {
    List<VerifierKey> keys = new ArrayList<>();
    String text = new String(file(Bundle.KEYS), UTF_8);
    for (String line : text.strip().split("\n", -1)) {
      try {
        keys.add(VerifierKey.parse(line));
      } catch (IllegalArgumentException e) {
        throw new MalformedDocument(Bundle.KEYS, "", 0, String.valueOf(e.getMessage()));
      }
    }
    SealedJson.requireSame(Bundle.KEYS, file(Bundle.KEYS), Bundle.keyList(keys));
    SortedMap<String, byte[]> pems = new TreeMap<>();
    keys.forEach(key -> pems.put(Bundle.pemPath(key), key.pem().getBytes(UTF_8)));
    for (String path : files.keySet()) {
      if (path.startsWith(Bundle.PEM_FOLDER) && !Arrays.equals(file(path), pems.remove(path))) {
        findings.add(new Finding(path, "is none of the keys in " + Bundle.KEYS));
      }
    }
    pems.keySet().forEach(path -> findings.add(new Finding(path, "is missing")));
    return keys;
  }

  private void checkEnvelope(List<VerifierKey> keys) {
    Envelope envelope = Envelope.read(Bundle.ENVELOPE, file(Bundle.ENVELOPE));
    if (envelope.signers(keys).size() != envelope.signatures().size()) {
      findings.add(
          new Finding(Bundle.ENVELOPE, "has a signature that none of the bundle's keys made"));
    }
    Statement statement = envelope.statement(Bundle.ENVELOPE);
    checkFiles(statement);
    LedgerEntry entry = LedgerEntry.read(Bundle.ENTRY, file(Bundle.ENTRY));
    if ((entry.kind() != LedgerEntry.Kind.REPORT && entry.kind() != LedgerEntry.Kind.GROUP_REPORT)
        || !entry.name().equals(statement.report())) {
      findings.add(new Finding(Bundle.ENTRY, "is of another report than " + statement.report()));
    }
    if (!entry.digest().equals(Hash.of(envelope.content()))) {
      findings.add(
          new Finding(Bundle.ENTRY, "seals another statement than that of " + Bundle.ENVELOPE));
    }
  }

  private void checkFiles(Statement statement) {
    TreeSet<String> all = new TreeSet<>(statement.subjects().keySet());
    files.keySet().stream().filter(path -> !Bundle.isProof(path)).forEach(all::add);
    all.add(Evidence.REPORT);
    for (String path : all) {
      byte[] content = files.get(path);
      Hash sealed = statement.subjects().get(path);
      if (content == null) {
        findings.add(new Finding(path, "is missing"));
      } else if (sealed == null) {
        findings.add(new Finding(path, "was added: the signed statement does not name it"));
      } else if (!sealed.equals(Hash.of(content))) {
        findings.add(
            new Finding(
                path, "was altered: SHA-256 is " + Hash.of(content) + ", sealed was " + sealed));
      }
    }
  }

  private SignedNote checkpoint(List<VerifierKey> keys) {
    SignedNote note = SignedNote.parse(Bundle.CHECKPOINT, file(Bundle.CHECKPOINT));
    Checkpoint checkpoint = Checkpoint.parse(Bundle.CHECKPOINT, note);
    SealedJson.requireSame(Bundle.CHECKPOINT, file(Bundle.CHECKPOINT), note.bytes());
    SignedNote.Signers signers = note.signers(keys);
    // in a bundle every signature counts: an unknown one may be a known one altered
    if (signers.good().isEmpty() || !signers.bad().isEmpty() || !signers.unknown().isEmpty()) {
      findings.add(
          new Finding(Bundle.CHECKPOINT, "has a signature that none of the bundle's keys made"));
    }
    for (VerifierKey key : signers.good()) {
      if (!key.name().equals(checkpoint.origin())) {
        findings.add(
            new Finding(
                Bundle.CHECKPOINT,
                "is of the log " + checkpoint.origin() + ", signed by " + key.name()));
      }
    }
    return note;
  }

  private void checkProof(LogProof proof, Checkpoint checkpoint) {
    Hash leaf = Hash.ofLeaf(file(Bundle.ENTRY));
    if (proof.inclusion().size() != checkpoint.size()
        || !proof.inclusion().proves(leaf, checkpoint.root())) {
      findings.add(
          new Finding(
              Bundle.PROOF, "does not lead from " + Bundle.ENTRY + " to " + Bundle.CHECKPOINT));
    }
    for (LogProof.Earlier earlier : proof.earlier()) {
      if (!earlier.proof().connects(earlier.root(), checkpoint.root())) {
        findings.add(
            new Finding(
                Bundle.PROOF,
                "does not lead from the earlier size "
                    + earlier.proof().from()
                    + " to "
                    + Bundle.CHECKPOINT));
      }
    }
  }

  private static Verdict anchor(
      Trust trust, List<VerifierKey> signers, Checkpoint checkpoint, LogProof proof) {
    if (trust.isEmpty()) {
      return new Verdict.Unanchored("neither a key nor a checkpoint from elsewhere was given");
    }
    List<String> by = new ArrayList<>();
    if (!trust.keys().isEmpty()) {
      List<VerifierKey> trusted =
          signers.stream()
              .filter(key -> trust.keys().stream().anyMatch(known -> known.is(key)))
              .toList();
      if (trusted.isEmpty()) {
        return new Verdict.Unanchored("no key that was given signed the checkpoint");
      }
      by.add("key " + trusted.getFirst().shortName());
    }
    Checkpoint held = trust.checkpoint();
    if (held != null) {
      if (!held.origin().equals(checkpoint.origin())) {
        return new Verdict.Unanchored(
            "the checkpoint that was given is of another log: " + held.origin());
      }
      Hash then = rootAt(held.size(), checkpoint, proof);
      if (then == null) {
        return new Verdict.Unanchored(
            "nothing in the bundle connects its checkpoint of %d entries with the given one of %d"
                .formatted(checkpoint.size(), held.size()));
      }
      if (!then.equals(held.root())) {
        return new Verdict.Tampered(
            List.of(
                new Finding(
                    Bundle.CHECKPOINT,
                    "is of a log that was rewritten: at size %d its root is %s, the given checkpoint has %s"
                        .formatted(held.size(), then, held.root()))));
      }
      by.add("checkpoint of " + held.size() + " entries");
    }
    return new Verdict.Verified(String.join(", ", by));
  }

  private static @Nullable Hash rootAt(long size, Checkpoint checkpoint, LogProof proof) {
    if (size == checkpoint.size()) {
      return checkpoint.root();
    }
    return proof.earlier().stream()
        .filter(earlier -> earlier.proof().from() == size && size > 0)
        .map(LogProof.Earlier::root)
        .findFirst()
        .orElse(null);
  }

  /// Present: who asks for it has seen to that.
  private byte[] file(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new MalformedDocument(path, "", 0, "is missing");
    }
    return content;
  }

  private void check(Runnable part) {
    try {
      part.run();
    } catch (MalformedDocument e) {
      findings.add(
          new Finding(e.file(), (e.pointer().isEmpty() ? "" : e.pointer() + ": ") + e.problem()));
    }
  }
}
