package dev.palisade.analysis.label;

import java.util.ArrayList;
import java.util.List;

/// Reads one selector of Calico's grammar by recursive descent, taking exactly the texts that
/// `libcalico-go/lib/selector` takes.
final class CalicoSelectorReader {

  /// Deeper parentheses are refused rather than let exhaust the stack; no written selector comes
  /// near.
  private static final int MAX_DEPTH = 200;

  private final String text;
  private int at;
  private int depth;

  CalicoSelectorReader(String text) {
    this.text = text;
  }

  CalicoTerm read() {
    skipBlanks();
    if (atEnd()) {
      return CalicoTerm.ALL;
    }
    CalicoTerm term = or();
    if (!atEnd()) {
      throw atRest();
    }
    return term;
  }

  private CalicoTerm or() {
    List<CalicoTerm> terms = new ArrayList<>();
    do {
      terms.add(and());
    } while (takeOperator("||"));
    return CalicoTerm.or(terms);
  }

  private CalicoTerm and() {
    List<CalicoTerm> terms = new ArrayList<>();
    do {
      terms.add(unary());
    } while (takeOperator("&&"));
    return CalicoTerm.and(terms);
  }

  private CalicoTerm unary() {
    boolean negated = false;
    skipBlanks();
    while (!atEnd() && text.charAt(at) == '!') {
      at++;
      negated = !negated;
      skipBlanks();
    }
    CalicoTerm term = term();
    skipBlanks();
    return negated ? term.negated() : term;
  }

  private CalicoTerm term() {
    if (take("(")) {
      return inParentheses();
    }
    // The parenthesis belongs to the word: "has (a)" begins with a label of the name "has".
    if (take("has(")) {
      skipBlanks();
      String key = identifier();
      if (key.isEmpty()) {
        throw error("expected the name of a label, without quotes, in has(…)");
      }
      skipBlanks();
      close("has(");
      return CalicoTerm.has(key);
    }
    if (take("all(")) {
      skipBlanks();
      close("all(");
      return CalicoTerm.ALL;
    }
    if (take("global(")) {
      skipBlanks();
      close("global(");
      return CalicoTerm.GLOBAL;
    }
    String key = identifier();
    if (key.isEmpty()) {
      throw noTerm();
    }
    skipBlanks();
    return comparison(key);
  }

  private CalicoTerm inParentheses() {
    if (++depth > MAX_DEPTH) {
      throw error("parentheses are nested deeper than " + MAX_DEPTH);
    }
    CalicoTerm term = or();
    close("(");
    depth--;
    return term;
  }

  private CalicoTerm comparison(String key) {
    if (take("==")) {
      return CalicoTerm.equal(key, value("=="));
    }
    if (take("!=")) {
      return CalicoTerm.notEqual(key, value("!="));
    }
    if (take("contains")) {
      return CalicoTerm.contains(key, value("contains"));
    }
    if (takeTwo("starts", "with")) {
      return CalicoTerm.startsWith(key, value("starts with"));
    }
    if (takeTwo("ends", "with")) {
      return CalicoTerm.endsWith(key, value("ends with"));
    }
    if (takeTwo("not", "in")) {
      return CalicoTerm.notIn(key, values("not in"));
    }
    if (take("in")) {
      return CalicoTerm.in(key, values("in"));
    }
    throw noOperator(key);
  }

  private String value(String operator) {
    skipBlanks();
    char quote = atEnd() ? ' ' : text.charAt(at);
    if (quote != '"' && quote != '\'') {
      int from = at;
      String bare = identifier();
      at = from;
      throw error(
          "expected a value in quotes after "
              + operator
              + (bare.isEmpty() ? "" : "; did you mean \"" + bare + "\"?"));
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw error("the value that begins here lacks its closing " + quote);
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  /// The values of a set in braces; none, and a comma after the last, are taken.
  private List<String> values(String operator) {
    skipBlanks();
    if (!take("{")) {
      throw error("expected a set of values after " + operator + ", such as {\"a\", \"b\"}");
    }
    List<String> values = new ArrayList<>();
    skipBlanks();
    while (!atEnd() && text.charAt(at) != '}') {
      values.add(value("{ or a comma"));
      skipBlanks();
      if (!take(",")) {
        break;
      }
      skipBlanks();
    }
    if (!take("}")) {
      throw error("expected } or a comma in the set of values after " + operator);
    }
    return values;
  }

  private void close(String opened) {
    if (!take(")")) {
      throw atEnd() ? error("expected ) to close " + opened) : atRest();
    }
  }

  private String identifier() {
    int from = at;
    while (!atEnd() && isIdentifier(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isIdentifier(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_./-".indexOf(c) >= 0;
  }

  private boolean take(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private boolean takeOperator(String operator) {
    skipBlanks();
    return take(operator);
  }

  /// Two words, with or without blanks between them: "starts with", "startswith".
  private boolean takeTwo(String first, String second) {
    int from = at;
    if (take(first)) {
      skipBlanks();
      if (take(second)) {
        return true;
      }
    }
    at = from;
    return false;
  }

  private void skipBlanks() {
    while (!atEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private IllegalArgumentException noTerm() {
    if (atEnd()) {
      return error("expected a condition, such as has(a) or a == \"b\", but the text ends");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '"', '\'' -> error("a condition begins with the name of a label, without quotes");
      case ')' -> error("expected a condition before )");
      case '&', '|' -> error("expected a condition before " + c);
      case '\n', '\r' -> lineBreak();
      default -> error("unexpected " + c);
    };
  }

  private IllegalArgumentException noOperator(String key) {
    if (!atEnd() && text.charAt(at) == '=') {
      return error("unexpected =; did you mean ==?");
    }
    if (!atEnd() && text.charAt(at) == '(') {
      return error(
          "unexpected ( after \"" + key + "\"; did you mean " + key + "(…) without a blank?");
    }
    return error(
        "expected an operator after the label \""
            + key
            + "\" (==, !=, in, not in, contains, starts with, ends with); did you mean has("
            + key
            + ")?");
  }

  /// What stands where only an operator between conditions or the end may.
  private IllegalArgumentException atRest() {
    char c = text.charAt(at);
    int from = at;
    String word = identifier();
    at = from;
    return switch (c) {
      case '&' -> error("unexpected &; did you mean &&?");
      case '|' -> error("unexpected |; did you mean ||?");
      case ',' -> error("unexpected comma; did you mean &&?");
      case ')' -> error("unexpected ) without an opening (");
      case '\n', '\r' -> lineBreak();
      default ->
          error(
              switch (word) {
                case "and", "AND" -> "unexpected \"" + word + "\"; did you mean &&?";
                case "or", "OR" -> "unexpected \"" + word + "\"; did you mean ||?";
                case "" -> "unexpected " + c;
                default -> "unexpected \"" + word + "\"; conditions are joined by && or ||";
              });
    };
  }

  private IllegalArgumentException lineBreak() {
    return error("unexpected line break; only blanks and tabs may part the words of a selector");
  }

  private IllegalArgumentException error(String problem) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a selector: position " + (at + 1) + ": " + problem);
  }
}
