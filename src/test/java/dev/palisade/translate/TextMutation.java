package dev.palisade.translate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// One change of a manifest's text, at a place chosen by chance.
///
/// @param latin the bytes that come of it, each as a character
record TextMutation(Kind kind, String latin) {

  enum Kind {
    INDENT,
    TAB,
    CUT,
    DUPLICATE_KEY,
    ALIASES,
    BYTE_ORDER_MARK,
    UTF_16,
    CRLF,
    NUL,
    BAD_UTF_8,
    SEPARATOR,
    MERGE,
    QUOTE,
    SHUFFLE,
    DEEP,
    TEMPLATE
  }

  byte[] bytes() {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  static TextMutation of(String text, Random random) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    byte[] bytes =
        switch (kind) {
          case INDENT ->
              utf8(with(lines, at, random.nextBoolean() ? " " + line : line.stripLeading()));
          case TAB -> utf8(with(lines, at, "\t" + line));
          case CUT -> utf8(text.substring(0, random.nextInt(text.length())));
          case DUPLICATE_KEY -> utf8(with(lines, at, line + "\n" + line));
          case ALIASES -> utf8(aliases(text, random));
          case BYTE_ORDER_MARK -> utf8("\uFEFF" + text);
          case UTF_16 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE);
          case CRLF -> utf8(text.replace("\n", random.nextBoolean() ? "\r\n" : "\r"));
          case NUL -> utf8(inserted(text, "\u0000", random));
          case BAD_UTF_8 -> badUtf8(text, random);
          case SEPARATOR ->
              utf8(
                  with(
                      lines,
                      at,
                      pick(random, "---", "...", "--- |", "---\n---", "%YAML 1.1\n---")
                          + "\n"
                          + line));
          case MERGE ->
              utf8(
                  with(
                      lines,
                      at,
                      indentOf(line)
                          + pick(random, "<<: {a: b}", "<<: [x]", "<<: x", "<<: *nowhere")
                          + "\n"
                          + line));
          case QUOTE ->
              utf8(
                  inserted(
                      text,
                      pick(
                          random,
                          "'",
                          "\"",
                          "{",
                          "[",
                          "&a ",
                          "*a ",
                          "!!binary ",
                          "| ",
                          "#",
                          ": ",
                          "? "),
                      random));
          case SHUFFLE -> {
            String other = lines.get(random.nextInt(lines.size()));
            yield utf8(with(lines, at, other));
          }
          case DEEP ->
              utf8(
                  with(lines, at, indentOf(line) + "x: " + "[".repeat(pick(random, 90, 101, 400))));
          case TEMPLATE ->
              utf8(
                  with(
                      lines,
                      at,
                      pick(random, "{{ if .Values.a }}", "{{- end }}", "<% x %>") + "\n" + line));
        };
    return new TextMutation(kind, new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /// Each name stands for ten of the one before it.
  private static String aliases(String text, Random random) {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      for (int j = 0; j < 10; j++) {
        bomb.append("*a").append(i - 1).append(j < 9 ? "," : "]\n");
      }
    }
    return random.nextBoolean() ? text + bomb : bomb + text;
  }

  private static byte[] badUtf8(String text, Random random) {
    byte[] bytes = utf8(text);
    int at = random.nextInt(bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.write(pick(random, 0xC3, 0xFF, 0x80, 0xED));
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private static String inserted(String text, String what, Random random) {
    int at = random.nextInt(text.length());
    return text.substring(0, at) + what + text.substring(at);
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static String indentOf(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static String with(List<String> lines, int at, String line) {
    lines.set(at, line);
    return String.join("\n", lines) + "\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
