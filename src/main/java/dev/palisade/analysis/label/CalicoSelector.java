package dev.palisade.analysis.label;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A selector in Calico's own grammar (docs.tigera.io, "Selectors"; `libcalico-go/lib/selector`):
///
///     or   := and ("||" and)*        and  := unary ("&&" unary)*        unary := "!"* term
///     term := has(k) | all() | global() | "(" or ")" | k == 'v' | k != 'v' | k in {'v', …} | k not in {…}
///           | k contains 'v' | k starts with 'v' | k ends with 'v'
///
/// The empty text is `all()`. Values stand in either quotes, without escapes. `!=` and `not in` hold for a missing label, the others need
/// it. Two are equal when their canonical texts are.
public final class CalicoSelector {

  private final CalicoTerm term;

  private CalicoSelector(CalicoTerm term) {
    this.term = term;
  }

  /// @throws IllegalArgumentException if the text is none; the message names the position and,
  ///   where it can be guessed, the correction
  public static CalicoSelector parse(String text) {
    return new CalicoSelector(new CalicoSelectorReader(text).read());
  }

  /// Over an endpoint's own labels, `all()` and `global()` standing for everything.
  public Selector expression() {
    return term.expression();
  }

  /// The text as `namespaceSelector` of an entity rule, over the labels of a namespace: which
  /// namespaces' pods (and NetworkSets) it selects. There `all()` is any endpoint that has a
  /// namespace and `global()` any that has none (`updateprocessors/rules.go`), so that here the one
  /// is everything and the other nothing.
  public Selector namespaceExpression() {
    return term.namespaces();
  }

  /// Whether the text as `namespaceSelector` selects endpoints without a namespace: host endpoints
  /// and GlobalNetworkSets. They have none of the labels that it asks for, so `global()` does, and
  /// so do `!has(x)` and `x != 'y'`.
  public boolean selectsWithoutNamespace() {
    return term.withoutNamespace().matches(Labels.EMPTY);
  }

  /// Whether `global()` occurs.
  public boolean usesGlobal() {
    return term.uses(CalicoTerm.Scope.GLOBAL);
  }

  /// Whether `all()` occurs; it is also what the empty text means.
  public boolean usesAll() {
    return term.uses(CalicoTerm.Scope.ALL);
  }

  public boolean matches(Labels labels) {
    return expression().matches(labels);
  }

  /// The text in Calico's normal form.
  public String canonicalText() {
    return term.text();
  }

  /// Calico's name for it, as in the names of its IP sets: `s:` and the unpadded base64url of
  /// SHA-224 of `s:` and the normal form.
  public String uid() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-224")
              .digest(("s:" + term.text()).getBytes(StandardCharsets.UTF_8));
      return "s:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-224", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CalicoSelector that && term.text().equals(that.term.text());
  }

  @Override
  public int hashCode() {
    return term.text().hashCode();
  }

  /// The text in Calico's normal form.
  @Override
  public String toString() {
    return term.text();
  }
}
