package dev.palisade.ledger;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which keys an installation signed with, and when. While two terms overlap, both keys sign, so
/// that whoever knows one of them learns the other from a note that both signed.
///
/// @param terms the oldest first
public record KeyHistory(List<Term> terms) {
  private static final String FORMAT = "palisade/key-history/v1";

  /// @param until when it ceased to sign; null while it signs
  public record Term(VerifierKey key, Instant from, @Nullable Instant until) {
    public Term {
      if (until != null && until.isBefore(from)) {
        throw new IllegalArgumentException(
            "the term of " + key.shortName() + " ends at " + until + ", before " + from);
      }
    }

    boolean covers(Instant at) {
      return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
  }

  public KeyHistory {
    terms = List.copyOf(terms);
    for (int i = 1; i < terms.size(); i++) {
      if (terms.get(i).from().isBefore(terms.get(i - 1).from())) {
        throw new IllegalArgumentException(
            "key " + terms.get(i).key().shortName() + " stands after one that began later");
      }
    }
  }

  /// Of the first key.
  public static KeyHistory begin(VerifierKey key, Instant at) {
    return new KeyHistory(List.of(new Term(key, at, null)));
  }

  /// A new key signs from now on; the others cease when the overlap is over.
  ///
  /// @throws IllegalArgumentException if the key was used before
  public KeyHistory rotate(VerifierKey key, Instant at, Duration overlap) {
    List<Term> next = new ArrayList<>();
    for (Term term : terms) {
      if (term.key().equals(key)) {
        throw new IllegalArgumentException("key " + key.shortName() + " was used before");
      }
      next.add(term.until() == null ? new Term(term.key(), term.from(), at.plus(overlap)) : term);
    }
    next.add(new Term(key, at, null));
    return new KeyHistory(next);
  }

  /// The keys that sign at a time, the oldest first.
  public List<VerifierKey> signing(Instant at) {
    return terms.stream().filter(term -> term.covers(at)).map(Term::key).toList();
  }

  /// Every key that ever signed, the oldest first.
  public List<VerifierKey> keys() {
    return terms.stream().map(Term::key).toList();
  }

  /// Canonical JSON.
  public byte[] json() {
    return CanonicalJson.bytes(
        Node.object(
            Map.of(
                "format",
                Node.text(FORMAT),
                "terms",
                Node.array(terms.stream().map(KeyHistory::node).toList()))));
  }

  /// @throws dev.palisade.document.MalformedDocument if it is not such a record
  public static KeyHistory read(Cursor said) {
    if (!said.get("format").requiredText().equals(FORMAT)) {
      throw said.get("format").malformed("must be " + FORMAT);
    }
    List<Term> terms = new ArrayList<>();
    for (Cursor term : said.get("terms").items()) {
      try {
        String until = term.get("until").text();
        terms.add(
            new Term(
                VerifierKey.parse(term.get("key").requiredText()),
                Instant.parse(term.get("from").requiredText()),
                until == null ? null : Instant.parse(until)));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw term.malformed(String.valueOf(e.getMessage()));
      }
    }
    try {
      return new KeyHistory(terms);
    } catch (IllegalArgumentException e) {
      throw said.get("terms").malformed(String.valueOf(e.getMessage()));
    }
  }

  private static Node node(Term term) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("key", Node.text(term.key().toString()));
    said.put("from", Node.text(term.from().toString()));
    if (term.until() != null) {
      said.put("until", Node.text(term.until().toString()));
    }
    return Node.object(said);
  }
}
