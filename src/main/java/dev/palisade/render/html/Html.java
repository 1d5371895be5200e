package dev.palisade.render.html;

import java.util.List;
import java.util.stream.Collectors;

/// Markup that is safe to put into a page: made of text, whatever it holds, or of markup.
///
/// @param markup escaped where it is text
record Html(String markup) {
  static final Html NOTHING = new Html("");

  /// Text that cannot end, begin or break anything: what HTML cannot hold, and what turns the
  /// direction of what follows, is replaced.
  static Html text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.appendCodePoint(letter);
                default -> escaped.appendCodePoint(isShown(letter) ? letter : 0xfffd);
              }
            });
    return new Html(escaped.toString());
  }

  static Html element(String name, Html content) {
    return new Html("<" + name + ">" + content.markup + "</" + name + ">");
  }

  /// @param names of classes of the style sheet, written by the program
  static Html of(String element, String names, Html content) {
    return new Html(
        "<" + element + " class=\"" + names + "\">" + content.markup + "</" + element + ">");
  }

  static Html code(String text) {
    Html shown = text(text);
    return new Html("<code" + shown.direction() + ">" + shown.markup + "</code>");
  }

  static Html muted(String text) {
    return of("span", "muted", text(text));
  }

  /// @param target an anchor of this page, see [Anchors]
  static Html link(String text, String target) {
    return new Html("<a href=\"#" + target + "\">" + text(text).markup + "</a>");
  }

  static Html lines(List<Html> lines) {
    return new Html(lines.stream().map(Html::markup).collect(Collectors.joining("<br>")));
  }

  static Html list(List<Html> items) {
    return new Html(
        items.stream()
            .map(item -> "<li" + item.direction() + ">" + item.markup + "</li>")
            .collect(Collectors.joining("", "<ul>", "</ul>")));
  }

  Html and(Html next) {
    return new Html(markup + next.markup);
  }

  /// How many there are at least.
  int lines() {
    return 1 + count("<br>") + count("<li");
  }

  private int count(String tag) {
    return (markup.length() - markup.replace(tag, "").length()) / tag.length();
  }

  /// The attribute that lets letters from right to left say themselves which way they go; empty
  /// where there are none.
  String direction() {
    boolean turned =
        markup
            .codePoints()
            .map(Character::getDirectionality)
            .anyMatch(
                way ->
                    way == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || way == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    return turned ? " dir=\"auto\"" : "";
  }

  private static boolean isShown(int letter) {
    boolean direction =
        letter == 0x61c
            || letter == 0x200e
            || letter == 0x200f
            || (letter >= 0x202a && letter <= 0x202e)
            || (letter >= 0x2066 && letter <= 0x2069);
    return !direction
        && !Character.isISOControl(letter)
        && !(letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE)
        && (letter & 0xfffe) != 0xfffe;
  }
}
