package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of one report, and a README for whoever opens them: everything that a bundle holds
/// beside its proofs.
public final class Evidence {
  /// Every bundle has one.
  public static final String REPORT = "report.json";

  private static final String README = "README.txt";

  private final String report;
  private final SortedMap<String, byte[]> files;

  /// @param report number and version, e.g. `SAMPLE-ALL-2026-0001-v1`
  /// @param files by their paths: `report.json`, `report.pdf`, `scope.json`, `exceptions.json`,
  ///   `manifests/DIGEST.json`, …
  /// @throws IllegalArgumentException if there is no `report.json`, a path is not plain (letters,
  ///   digits, `.`, `_`, `-`, folders), or one is taken by the bundle itself
  public Evidence(String report, Map<String, byte[]> files) {
    this.report = report;
    if (!files.containsKey(REPORT)) {
      throw new IllegalArgumentException("a bundle needs " + REPORT);
    }
    TreeMap<String, byte[]> all = new TreeMap<>();
    files.forEach(
        (path, content) -> {
          Archive.requirePath(path);
          if (Bundle.isProof(path) || path.equals(README)) {
            throw new IllegalArgumentException("the bundle itself writes " + path);
          }
          all.put(path, content.clone());
        });
    all.put(README, readme(report).getBytes(UTF_8));
    this.files = Collections.unmodifiableSortedMap(all);
  }

  /// What is signed and sealed.
  public Statement statement() {
    TreeMap<String, Hash> subjects = new TreeMap<>();
    files.forEach((path, content) -> subjects.put(path, Hash.of(content)));
    return new Statement(report, subjects);
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  private static String readme(String report) {
    return """
        Evidence bundle of report %s

        report.json      the report: canonical JSON (RFC 8785)
        report.pdf       the same report for reading, where there is one
        scope, exceptions, manifests/   what the report was judged by, where there is such a file

        envelope.json    DSSE envelope: an in-toto statement with the SHA-256 of every file above
                         and of this one, signed
        entry.json       the line of the log that seals this statement
        proof.json       Merkle path (RFC 6962) from that line to the checkpoint
        checkpoint.txt   the log's size and root, signed (C2SP tlog-checkpoint)
        keys.txt, keys/  the keys that signed, as note keys and as PEM

        Verify it:  java Verify.java BUNDLE.zip --key NAME+ID+KEY
        or:         palisade verify BUNDLE.zip --key NAME+ID+KEY

        Take key or checkpoint from somewhere else than this bundle: from the installation's
        administrator, or a checkpoint that was sent to you before. The keys in here prove only that
        the bundle agrees with itself; then the answer is UNANCHORED.
        """
        .formatted(report);
  }
}
