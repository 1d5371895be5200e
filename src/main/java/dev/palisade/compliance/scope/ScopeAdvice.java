package dev.palisade.compliance.scope;

/// Something in a scope that its author should look at, held against a cluster.
///
/// @param about `zone cde`, `register entry F-001`, `namespace staging` …
/// @param message what is the matter, and what could be done
public record ScopeAdvice(Kind kind, String about, String message)
    implements Comparable<ScopeAdvice> {

  /// In the order in which they are said.
  public enum Kind {
    /// A namespace is in no zone.
    UNASSIGNED,
    /// Two zones, or two networks, match the same.
    OVERLAP,
    /// A zone or an end of a register entry that matches nothing.
    MATCHES_NOTHING,
    /// A register entry that the policies let nothing of through.
    UNUSED,
    /// A register entry that authorises more than the policies let through.
    WIDER,
    /// A register entry without owner, justification or approval, or past its review.
    INCOMPLETE,
    /// A register entry with a restricted service, which it does not excuse.
    RESTRICTED,
    /// A system that shares traffic with cardholder data, in a zone that is not in scope.
    CONNECTED
  }

  @Override
  public int compareTo(ScopeAdvice other) {
    int byKind = kind.compareTo(other.kind);
    if (byKind != 0) {
      return byKind;
    }
    int byWhat = about.compareTo(other.about);
    return byWhat != 0 ? byWhat : message.compareTo(other.message);
  }

  /// `unassigned: namespace staging: …`.
  @Override
  public String toString() {
    String word = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return word + ": " + about + ": " + message;
  }
}
