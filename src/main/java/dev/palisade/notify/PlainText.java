package dev.palisade.notify;

/// Text that others wrote, such as names of workloads, made safe for headers and plain mails.
final class PlainText {
  private PlainText() {}

  /// One line: line breaks, control and format characters (which turn text around, or hide it)
  /// become spaces.
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(acts(c) ? ' ' : c));
    return line.toString().strip();
  }

  private static boolean acts(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
