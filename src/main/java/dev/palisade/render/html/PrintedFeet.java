package dev.palisade.render.html;

import dev.palisade.render.pdf.Texts;
import java.util.Locale;

/// The feet of printed pages, as the PDF has them: what it is, its digest, and which page of how
/// many.
final class PrintedFeet {
  private PrintedFeet() {}

  /// Rules of style.
  ///
  /// @see <a href="https://www.w3.org/TR/css-page-3/#margin-boxes">CSS Paged Media, 4</a>
  static String css(Texts texts, String left, String digest) {
    // the page and their number are put in by who prints
    String pages =
        string(texts.get("footer.page", "\0", "\1"))
            .replace("\\000000", "\" counter(page) \"")
            .replace("\\000001", "\" counter(pages) \"");
    return "@page {\n"
        + "  @bottom-left { content: "
        + string(left)
        + "; font-size: 7pt; color: #55626f; }\n"
        + "  @bottom-center { content: "
        + string(digest)
        + "; font-size: 7pt; color: #55626f; }\n"
        + "  @bottom-right { content: "
        + pages
        + "; font-size: 7pt; color: #55626f; }\n"
        + "}\n";
  }

  /// A string that nothing in it can end: whatever is neither a letter nor a digit of ASCII, a
  /// space, a point or a dash is written by its number.
  static String string(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            letter -> {
              boolean plain =
                  letter < 128
                      && (Character.isLetterOrDigit(letter)
                          || letter == ' '
                          || letter == '.'
                          || letter == '-');
              if (plain) {
                escaped.appendCodePoint(letter);
              } else {
                escaped.append(String.format(Locale.ROOT, "\\%06x", letter));
              }
            });
    return escaped.append('"').toString();
  }
}
