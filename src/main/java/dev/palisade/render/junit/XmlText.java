package dev.palisade.render.junit;

import org.jspecify.annotations.Nullable;

/// XML 1.0 that is being written, indented. Whatever is put in cannot end an attribute or an
/// element, and what XML cannot hold becomes U+FFFD.
final class XmlText {
  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private int depth;

  /// @param attributes names and values in turn; one whose value is null is left out
  XmlText open(String element, @Nullable String... attributes) {
    start(element, attributes);
    out.append(">\n");
    depth++;
    return this;
  }

  XmlText close(String element) {
    depth--;
    out.append("  ".repeat(depth)).append("</").append(element).append(">\n");
    return this;
  }

  XmlText empty(String element, @Nullable String... attributes) {
    start(element, attributes);
    out.append("/>\n");
    return this;
  }

  XmlText text(String element, String content, @Nullable String... attributes) {
    start(element, attributes);
    out.append('>').append(escaped(content, false)).append("</").append(element).append(">\n");
    return this;
  }

  private void start(String element, @Nullable String... attributes) {
    out.append("  ".repeat(depth)).append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      String value = attributes[i + 1];
      if (value != null) {
        out.append(' ')
            .append(attributes[i])
            .append("=\"")
            .append(escaped(value, true))
            .append('"');
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String escaped(String text, boolean attribute) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append(attribute ? "&quot;" : "\"");
                // a parser would make blanks of them in an attribute
                case '\n', '\t' -> {
                  if (attribute) {
                    escaped.append("&#").append(letter).append(';');
                  } else {
                    escaped.appendCodePoint(letter);
                  }
                }
                default -> escaped.appendCodePoint(isAllowed(letter) ? letter : 0xfffd);
              }
            });
    return escaped.toString();
  }

  /// XML 1.0 section 2.2.
  private static boolean isAllowed(int letter) {
    return letter >= 0x20
        && letter <= 0x10ffff
        && !(letter >= 0x7f && letter <= 0x9f)
        && !(letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE)
        && (letter & 0xfffe) != 0xfffe;
  }
}
