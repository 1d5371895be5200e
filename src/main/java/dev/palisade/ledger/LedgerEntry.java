package dev.palisade.ledger;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/// One line of the log: that something was there at a time.
///
/// @param name what it is called: a report's number and version, a cluster and a snapshot's
///   sequence, …
/// @param digest of its bytes; of a report those of its [Statement], which names the digests of all
///   files
/// @param recordedAt when it was sealed
public record LedgerEntry(Kind kind, String name, Hash digest, Instant recordedAt) {
  private static final String FORMAT = "palisade/ledger-entry/v1";

  /// What is sealed.
  public enum Kind {
    SNAPSHOT,
    REPORT,
    /// On several clusters.
    GROUP_REPORT,
    SCOPE,
    EXCEPTION,
    CAMPAIGN_DECISION,
    CHANGE_REVIEW,
    /// What was pruned.
    RETENTION,
    /// What an auditor had performed again: the request, and then the answer.
    REPERFORMANCE,
    /// A version of a schedule: what was to be done, and when.
    SCHEDULE,
    /// A [KeyHistory], each time that it changes.
    KEY_HISTORY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Canonical JSON: the bytes of the log's leaf.
  public byte[] json() {
    return CanonicalJson.bytes(
        Node.object(
            Map.of(
                "format", Node.text(FORMAT),
                "kind", Node.text(kind.toString()),
                "name", Node.text(name),
                "digest", Node.text(digest.toString()),
                "recordedAt", Node.text(recordedAt.toString()))));
  }

  /// The hash under which it stands in the log.
  public Hash leaf() {
    return Hash.ofLeaf(json());
  }

  /// @param file how messages are to name it
  /// @throws dev.palisade.document.MalformedDocument if it is not such an entry
  public static LedgerEntry read(String file, byte[] json) {
    Cursor said = SealedJson.read(file, json);
    SealedJson.requireFormat(said, "format", FORMAT);
    Cursor recordedAt = said.get("recordedAt");
    try {
      LedgerEntry entry =
          new LedgerEntry(
              kind(said.get("kind")),
              said.get("name").requiredText(),
              SealedJson.hash(said.get("digest")),
              Instant.parse(recordedAt.requiredText()));
      SealedJson.requireSame(file, json, entry.json());
      return entry;
    } catch (DateTimeParseException e) {
      throw recordedAt.malformed("must be a time in UTC");
    }
  }

  private static Kind kind(Cursor said) {
    String text = said.requiredText();
    for (Kind kind : Kind.values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    throw said.malformed("no such kind of entry: " + text);
  }
}
