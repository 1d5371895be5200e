package dev.palisade.render.html;

/// Names of places in the page: letters, digits, `-` and `.` alone, so that they are the same as an
/// attribute and in an address.
final class Anchors {
  private Anchors() {}

  static String requirement(String name) {
    return "requirement-" + plain(name);
  }

  static String check(String id) {
    return "check-" + plain(id);
  }

  static String object(String digest) {
    return "object-" + plain(digest);
  }

  static String finding(int number) {
    return "finding-" + number;
  }

  /// Of a chapter, by the name of its title's text.
  static String chapter(String title) {
    return plain(title.replace(".title", ""));
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(
            letter -> {
              if (letter < 128
                  && (Character.isLetterOrDigit(letter) || letter == '-' || letter == '.')) {
                plain.appendCodePoint(letter);
              } else {
                // no two names become the same
                plain.append('_').append(Integer.toHexString(letter)).append('_');
              }
            });
    return plain.toString();
  }
}
