package dev.palisade.translate.cilium;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A regular expression as the agent understands it, in the words of Java's. The agent compiles
/// those of `method` and `path` by Go's `regexp` (golang.org/s/re2syntax). Against Java's:
/// - braces that are no repetition stand for themselves, as in `/users/{id}`, and groups are named
///   `(?P<name>`
/// - there is nothing that looks around or back, and no possessive repetition
/// - groups nest at most 1000 deep, and repeat at most 1000 times
final class RequestExpression {
  private static final int MOST = 1000;
  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
  private static final Pattern NAME = Pattern.compile("\\(\\?P?<(\\w+)>");
  private static final Pattern CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "{Alnum}"),
          Map.entry("alpha", "{Alpha}"),
          Map.entry("ascii", "{ASCII}"),
          Map.entry("blank", "{Blank}"),
          Map.entry("cntrl", "{Cntrl}"),
          Map.entry("digit", "{Digit}"),
          Map.entry("graph", "{Graph}"),
          Map.entry("lower", "{Lower}"),
          Map.entry("print", "{Print}"),
          Map.entry("punct", "{Punct}"),
          Map.entry("space", "{Space}"),
          Map.entry("upper", "{Upper}"),
          Map.entry("xdigit", "{XDigit}"));

  private final String text;
  private final StringBuilder java = new StringBuilder();
  private @Nullable String problem;
  private int at;
  private int depth;
  private boolean repeated;

  private RequestExpression(String text) {
    this.text = text;
  }

  static RequestExpression of(String text) {
    RequestExpression expression = new RequestExpression(text);
    while (expression.at < text.length() && expression.problem == null) {
      expression.problem = expression.next();
    }
    if (expression.problem == null) {
      try {
        Pattern.compile(expression.java());
      } catch (PatternSyntaxException e) {
        expression.problem = e.getDescription();
      }
    }
    return expression;
  }

  /// What is wrong with the text; null when nothing is.
  @Nullable String problem() {
    return problem;
  }

  /// The same expression in Java's words.
  String java() {
    return java.toString();
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
        String of = CLASSES.get(named.group(2));
        if (of == null) {
          return named.group() + " is not known";
        }
        java.append(named.group(1).isEmpty() ? "\\p" : "\\P").append(of);
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
