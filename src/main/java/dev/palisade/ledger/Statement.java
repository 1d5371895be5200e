package dev.palisade.ledger;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which files a report consists of, as an in-toto Statement v1 says it: each a subject with its
/// SHA-256.
///
/// @param report number and version, e.g. `SAMPLE-ALL-2026-0001-v1`
/// @param subjects the files' digests by their paths
public record Statement(String report, SortedMap<String, Hash> subjects) {
  /// `_type` of in-toto's Statement v1.
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /// What the predicate says: `{"report": NUMBER-vN}`.
  public static final String PREDICATE_TYPE = "https://palisade.dev/attestation/report/v1";

  public Statement {
    subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
  }

  /// Canonical JSON.
  public byte[] json() {
    List<Node> files = new ArrayList<>();
    subjects.forEach(
        (path, digest) ->
            files.add(
                Node.object(
                    Map.of(
                        "name",
                        Node.text(path),
                        "digest",
                        Node.object(Map.of("sha256", Node.text(digest.toString())))))));
    return CanonicalJson.bytes(
        Node.object(
            Map.of(
                "_type", Node.text(TYPE),
                "subject", Node.array(files),
                "predicateType", Node.text(PREDICATE_TYPE),
                "predicate", Node.object(Map.of("report", Node.text(report))))));
  }

  /// @param file how messages are to name it
  /// @throws dev.palisade.document.MalformedDocument if it is not such a statement
  public static Statement read(String file, byte[] json) {
    Cursor said = SealedJson.read(file, json);
    SealedJson.requireFormat(said, "_type", TYPE);
    SealedJson.requireFormat(said, "predicateType", PREDICATE_TYPE);
    TreeMap<String, Hash> subjects = new TreeMap<>();
    for (Cursor subject : said.get("subject").items()) {
      String name = subject.get("name").requiredText();
      Hash digest = SealedJson.hash(subject.get("digest").get("sha256"));
      if (subjects.put(name, digest) != null) {
        throw subject.malformed("names " + name + " a second time");
      }
    }
    Statement statement =
        new Statement(said.get("predicate").get("report").requiredText(), subjects);
    SealedJson.requireSame(file, json, statement.json());
    return statement;
  }
}
