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

  private Evidence(String report, SortedMap<String, byte[]> files) {
    this.report = report;
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /// Evidence that was sealed before, with the README that it had then.
  ///
  /// @throws IllegalArgumentException if the statement names other files, or they have other
  ///   digests
  public static Evidence restored(Statement statement, SortedMap<String, byte[]> files) {
    Evidence evidence = new Evidence(statement.report(), files);
    if (!evidence.statement().equals(statement)) {
      throw new IllegalArgumentException("the files are not those of " + statement.report());
    }
    return evidence;
  }

  /// What is signed and sealed.
  public Statement statement() {
    TreeMap<String, Hash> subjects = new TreeMap<>();
    files.forEach((path, content) -> subjects.put(path, Hash.of(content)));
    return new Statement(report, subjects);
  }

  /// All of them by their paths, the README among them.
  public SortedMap<String, byte[]> files() {
    return files;
  }

  private static String readme(String report) {
    return """
        Evidence bundle of report %s

        report.json      the report: canonical JSON (RFC 8785)
        report.pdf       the same report for reading, where there is one
        report-csv.zip   the same as tables, where there is one
        issued.json      who issued it when, under which number
        scope.yaml       the scope that it was judged by, as it was declared
        exceptions.json  the exceptions in force, where there are any
        manifests/       the objects that it cites, by the SHA-256 that it cites

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
