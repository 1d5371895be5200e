package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A report sealed in a log that had and got other entries, and its bundle. The newer of two keys
/// signs beside the older.
public record SealedReport(
    MerkleTree log, long index, SigningKey key, SigningKey next, Bundle bundle) {
  public static final String ORIGIN = "palisade.example/log";
  public static final String NAME = "SHOP-ALL-2026-0001-v1";
  public static final long EARLIER = 5;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  public static Map<String, byte[]> files() {
    byte[] pdf = new byte[700];
    new Random(1).nextBytes(pdf);
    return new TreeMap<>(
        Map.of(
            "report.json",
            "{\"checks\":[],\"format\":\"palisade/report/v1\"}".getBytes(UTF_8),
            "report.pdf",
            pdf,
            "scope.json",
            "{\"zones\":[]}".getBytes(UTF_8),
            "exceptions.json",
            "[]".getBytes(UTF_8),
            "manifests/" + Hash.EMPTY + ".json",
            "{\"kind\":\"NetworkPolicy\"}".getBytes(UTF_8)));
  }

  public static SealedReport make() {
    return make(SigningKey.generate(ORIGIN), "entry", files());
  }

  /// @param others what the other entries of the log are called
  static SealedReport make(SigningKey key, String others, Map<String, byte[]> files) {
    return make(key, others, files, LedgerEntry.Kind.REPORT, NAME);
  }

  /// A report over several clusters.
  static SealedReport ofGroup() {
    Map<String, byte[]> files = files();
    files.put("report.json", "{\"format\":\"palisade/group-report/v1\"}".getBytes(UTF_8));
    return make(
        SigningKey.generate(ORIGIN),
        "entry",
        files,
        LedgerEntry.Kind.GROUP_REPORT,
        "GROUP-ALL-2026-G0001-v1");
  }

  private static SealedReport make(
      SigningKey key,
      String others,
      Map<String, byte[]> files,
      LedgerEntry.Kind kind,
      String name) {
    SigningKey next = SigningKey.generate(ORIGIN);
    MerkleTree log = new MerkleTree();
    for (int i = 0; i < 9; i++) {
      log.append(Hash.ofLeaf((others + i).getBytes(UTF_8)));
    }
    Evidence evidence = new Evidence(name, files);
    Statement statement = evidence.statement();
    LedgerEntry entry = new LedgerEntry(kind, name, Hash.of(statement.json()), NOON);
    long index = log.append(entry.leaf());
    for (int i = 0; i < 4; i++) {
      log.append(Hash.ofLeaf((others + "after" + i).getBytes(UTF_8)));
    }
    List<SigningKey> both = List.of(key, next);
    LogProof proof =
        new LogProof(
            log.inclusion(index, log.size()),
            List.of(new LogProof.Earlier(log.root(EARLIER), log.consistency(EARLIER, log.size()))));
    return new SealedReport(
        log,
        index,
        key,
        next,
        new Bundle(
            evidence,
            Envelope.sign(statement, List.of(key)),
            entry,
            proof,
            Checkpoint.of(ORIGIN, log.frontier(log.size())).sign(both),
            List.of(key.verifier(), next.verifier())));
  }

  public Checkpoint checkpoint(long size) {
    return Checkpoint.of(ORIGIN, log.frontier(size));
  }

  static Trust trusting(VerifierKey key) {
    return new Trust(List.of(new Trust.Key(key.name(), key.publicKey())), null);
  }

  Trust trusted() {
    return trusting(key.verifier());
  }
}
