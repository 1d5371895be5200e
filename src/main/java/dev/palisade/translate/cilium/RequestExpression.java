package dev.palisade.translate.cilium;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Whether a text is a regular expression to the agent, which compiles those of `method` and `path`
/// by Go's `regexp` (golang.org/s/re2syntax). Against Java's:
/// - braces that are no repetition stand for themselves, as in `/users/{id}`, and groups are named
///   `(?P<name>`
/// - there is nothing that looks around or back, and no possessive repetition
/// - groups nest at most 1000 deep, and repeat at most 1000 times
final class RequestExpression {
  private static final int MOST = 1000;
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
  private static final Pattern NAME = Pattern.compile("\\(\\?P?<(\\w+)>");
  private static final Pattern CLASS = Pattern.compile("\\[:\\^?[a-z]+:]");

  private final String text;
  private final StringBuilder java = new StringBuilder();
  private int at;
  private int depth;
  private boolean repeated;

  private RequestExpression(String text) {
    this.text = text;
  }

  /// What is wrong with a text; null when nothing is.
  static @Nullable String problem(String text) {
    RequestExpression expression = new RequestExpression(text);
    try {
      while (expression.at < text.length()) {
        String problem = expression.next();
        if (problem != null) {
          return problem;
        }
      }
      Pattern.compile(expression.java.toString());
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  private @Nullable String next() {
    char c = text.charAt(at);
    boolean afterRepetition = repeated;
    repeated = false;
    return switch (c) {
      case '\\' -> escape();
      case '[' -> characters();
      case '(' -> group();
      case ')' -> {
        depth--;
        yield copy(1);
      }
      case '{' -> braces();
      case '}', ']' -> {
        java.append('\\');
        yield copy(1);
      }
      case '*', '+', '?' -> {
        if (afterRepetition && c != '?') {
          yield "a repetition of a repetition";
        }
        repeated = !afterRepetition;
        yield copy(1);
      }
      default -> copy(1);
    };
  }

  private @Nullable String copy(int length) {
    java.append(text, at, at + length);
    at += length;
    return null;
  }

  private @Nullable String escape() {
    if (at + 1 == text.length()) {
      return "it ends with \\";
    }
    char c = text.charAt(at + 1);
    return "123456789kGZRXhH".indexOf(c) >= 0 ? "\\" + c + " is not known" : copy(2);
  }

  /// A class of characters, in which Java takes `[` and `&&` for operators.
  private @Nullable String characters() {
    int from = at++;
    java.append('[');
    boolean first = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      Matcher named = CLASS.matcher(text).region(at, text.length());
      if (c == ']' && !first) {
        return copy(1);
      }
      if (named.lookingAt()) {
        java.append("a-z"); // which one does not matter here
        at = named.end();
      } else if (c == '\\' && at + 1 < text.length()) {
        copy(2);
      } else {
        if (c == '[' || c == '&' || c == ']') {
          java.append('\\');
        }
        copy(1);
      }
      first = first && c == '^' && at == from + 2;
    }
    return "[ is not closed";
  }

  private @Nullable String group() {
    if (++depth > MOST) {
      return "groups are nested deeper than " + MOST;
    }
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      java.append('(');
      at = name.end();
      return null;
    }
    for (String around : new String[] {"(?=", "(?!", "(?<", "(?>"}) {
      if (text.startsWith(around, at)) {
        return around + " is not known";
      }
    }
    return copy(1);
  }

  private @Nullable String braces() {
    Matcher repetition = REPETITION.matcher(text).region(at, text.length());
    if (!repetition.lookingAt()) {
      java.append('\\');
      return copy(1);
    }
    String last = repetition.group(3);
    if (Integer.parseInt(repetition.group(1)) > MOST
        || (last != null && !last.isEmpty() && Integer.parseInt(last) > MOST)) {
      return "it repeats more than " + MOST + " times";
    }
    repeated = true;
    return copy(repetition.end() - at);
  }
}
