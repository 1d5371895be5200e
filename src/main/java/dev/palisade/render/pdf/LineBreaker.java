package dev.palisade.render.pdf;

import java.util.ArrayList;
import java.util.List;

/// Breaks runs of text into lines of a width: at blanks; a word that is longer than a line after
/// one of `/ . - _ : , = @ [ ] ( )`; and where even that does not do, anywhere. Line breaks in the
/// text stay, with the blanks after them.
final class LineBreaker {
  private static final String SOFT = "/.-_:,=@[]()";

  private final Fonts fonts;
  private final float width;
  private final List<Line> lines = new ArrayList<>();
  private List<Line.Piece> pieces = new ArrayList<>();
  private float x;
  private float leading;

  private LineBreaker(Fonts fonts, float width) {
    this.fonts = fonts;
    this.width = width;
  }

  /// At least one line, empty when the runs are.
  static List<Line> lines(List<Run> runs, float width, Fonts fonts) {
    LineBreaker breaker = new LineBreaker(fonts, width);
    for (Run run : runs) {
      breaker.leading = Math.max(breaker.leading, run.style().leading());
      breaker.add(run, fonts.printable(run.text(), run.style().face()));
    }
    breaker.end();
    return List.copyOf(breaker.lines);
  }

  private void add(Run run, String text) {
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '\n') {
        end();
        leading = run.style().leading();
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && text.charAt(end) == ' ') {
        end++;
      }
      int blanks = end;
      while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\n') {
        end++;
      }
      word(run, text.substring(at, blanks), text.substring(blanks, end));
      at = end;
    }
  }

  private void word(Run run, String blanks, String word) {
    float blank = measure(run, blanks);
    float length = measure(run, word);
    if (x + blank + length <= width) {
      put(run, blanks + word, blank + length);
    } else if (length <= width && !pieces.isEmpty()) {
      end();
      leading = run.style().leading();
      put(run, word, length);
    } else {
      if (x + blank < width) {
        put(run, blanks, blank);
      }
      split(run, word);
    }
  }

  /// A word that no line can hold.
  private void split(Run run, String word) {
    String rest = word;
    while (!rest.isEmpty()) {
      int fits = fitting(run, rest);
      if (fits == 0 && !pieces.isEmpty()) {
        end();
        leading = run.style().leading();
        continue;
      }
      int most = Math.max(fits, 1); // a line takes a character, however narrow it is
      int cut = most == rest.length() ? most : lastSoft(rest, most);
      put(run, rest.substring(0, cut), measure(run, rest.substring(0, cut)));
      rest = rest.substring(cut);
      if (!rest.isEmpty()) {
        end();
        leading = run.style().leading();
      }
    }
  }

  private int fitting(Run run, String text) {
    float used = x;
    for (int i = 0; i < text.length(); i++) {
      used += measure(run, text.substring(i, i + 1));
      if (used > width) {
        return i;
      }
    }
    return text.length();
  }

  private static int lastSoft(String text, int most) {
    for (int i = most; i > most / 2; i--) {
      if (SOFT.indexOf(text.charAt(i - 1)) >= 0) {
        return i;
      }
    }
    return most;
  }

  private void put(Run run, String text, float length) {
    if (text.isEmpty()) {
      return;
    }
    int last = pieces.size() - 1;
    if (last >= 0 && pieces.get(last).run() == run) {
      Line.Piece before = pieces.get(last);
      pieces.set(
          last, new Line.Piece(run, before.text() + text, before.x(), before.width() + length));
    } else {
      pieces.add(new Line.Piece(run, text, x, length));
    }
    x += length;
  }

  private void end() {
    lines.add(new Line(pieces, leading));
    pieces = new ArrayList<>();
    x = 0;
  }

  private float measure(Run run, String text) {
    return fonts.width(text, run.style().face(), run.style().size());
  }
}
