package dev.palisade.document;

import dev.palisade.document.Refusal.Reach;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.BitSet;

/// A file cut into its documents. A line that is `---`, or begins with `---` and white space,
/// begins a document, whatever stands before it: neither a block scalar nor a quoted one can hold
/// such a line (YAML 1.1 section 9.1.2), and no JSON string can hold a line break. So a document
/// that makes no sense does not spoil the next one.
///
/// Tabs at the beginning of a line are given out as spaces: kubectl allows them inside brackets,
/// and snakeyaml-engine only some of them. [#lineWithTab] tells which lines these are, since in
/// front of anything outside brackets a tab is an error.
///
/// As a reader it gives out the document that [#next] opened and ends with it. The file is never
/// held as a whole.
final class DocumentSource extends Reader {

  /// What a document looks like from its first characters.
  enum Notation {
    JSON,
    YAML,
    /// Nothing but white space and comments.
    EMPTY
  }

  /// `---` and the character behind it.
  private static final int MARKER = 4;

  private final Reader text;
  private final char[] buffer = new char[1 << 15];
  private int position; // up to here the text was given out
  private int scanned; // up to here it is known to belong to the open document
  private int filled;
  private boolean ended;

  private boolean open;
  private int openLine = 1;
  private int line = 1; // of the character at `scanned`
  private boolean lineStart = true;
  private boolean afterReturn;
  private boolean first = true;
  private boolean onlyPrologue = true; // nothing yet but comments and % directives
  private boolean directives;
  private boolean atNext; // a marker of the next document stands at `scanned`
  private boolean inTabs;
  private final BitSet tabbed = new BitSet();
  private int foreignBreak;
  private boolean draining;
  private long codePoints;
  private long mostCodePoints = Long.MAX_VALUE;

  DocumentSource(Reader text) {
    this.text = text;
  }

  /// Goes to the beginning of the next document; false at the end of the file.
  boolean next() {
    if (open) {
      draining = true;
      position = scanned;
      while (scan()) {
        position = scanned;
      }
      draining = false;
    } else {
      open = true;
      fill();
    }
    if (position == filled) {
      return false;
    }
    atNext = false;
    first = true;
    onlyPrologue = true;
    directives = false;
    tabbed.clear();
    foreignBreak = 0;
    codePoints = 0;
    mostCodePoints = Long.MAX_VALUE;
    return true;
  }

  /// The line of the first character that was not yet given out, right after [#next] or
  /// [#notation].
  int line() {
    return openLine;
  }

  /// Refuses to give out more than so many characters of the document: what guards against a single
  /// scalar that would fill the memory.
  void giveAtMost(long codePointsOfDocument) {
    mostCodePoints = codePointsOfDocument;
  }

  /// The first of these lines of the open document that begins with a tab; 0 if none does.
  int lineWithTab(int firstLine, int lastLine) {
    int next = tabbed.nextSetBit(firstLine);
    return next <= lastLine ? Math.max(0, next) : 0;
  }

  /// The first line, of the open document as far as it was looked at, that holds a line break of
  /// YAML 1.1 which is none of YAML 1.2; 0 if there is none.
  int lineOfForeignBreak() {
    return foreignBreak;
  }

  /// Looks at the beginning of the document that was just opened. JSON if it begins with `[`, or
  /// with `{` and a quoted key or nothing (`{a: b}` is YAML); the reader then stands at that
  /// bracket, behind a `---` and comments.
  Notation notation() {
    openLine = line;
    if (!scan()) {
      return Notation.EMPTY;
    }
    int at = position;
    if (startsDocument(at)) {
      at += MARKER - 1;
    }
    int lines = openLine;
    while (at < scanned) {
      char c = buffer[at];
      if (c == '#') {
        while (at < scanned && buffer[at] != '\n') {
          at++;
        }
        continue;
      }
      if (!isWhite(c)) {
        break;
      }
      lines += c == '\n' ? 1 : 0;
      at++;
    }
    if (at == scanned) {
      return atNext || (ended && scanned == filled) ? Notation.EMPTY : Notation.YAML;
    }
    if (buffer[at] != '[' && !(buffer[at] == '{' && beginsJsonObject(at + 1))) {
      return Notation.YAML;
    }
    position = at;
    openLine = lines;
    return Notation.JSON;
  }

  private boolean beginsJsonObject(int from) {
    int at = from;
    while (at < scanned && isWhite(buffer[at])) {
      at++;
    }
    return at == scanned || buffer[at] == '"' || buffer[at] == '}';
  }

  private static boolean isWhite(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  @Override
  public int read(char[] to, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position == scanned && !scan()) {
      return -1;
    }
    int count = Math.min(length, scanned - position);
    if (count > 1 && Character.isHighSurrogate(buffer[position + count - 1])) {
      count--; // snakeyaml-engine's reader overruns its buffer at half a pair
    }
    System.arraycopy(buffer, position, to, offset, count);
    position += count;
    return count;
  }

  /// Finds how far the text at hand belongs to the open document; false if there is no more of it.
  private boolean scan() {
    if (atNext) {
      return false;
    }
    if (filled - scanned < MARKER && !ended) {
      fill();
    }
    int i = scanned;
    int until = ended ? filled : filled - (MARKER - 1);
    for (; i < until; i++) {
      char c = buffer[i];
      if (lineStart && beginsNext(i, c)) {
        atNext = true;
        break;
      }
      if (c == '\t' && (lineStart || inTabs)) {
        buffer[i] = ' ';
        inTabs = true;
        tabbed.set(line);
      } else if (c != ' ') {
        inTabs = false;
      }
      lineStart = false;
      if (c < ' ') {
        if (!isBreak(c) && c != '\t' && !draining) {
          scanned = i;
          throw unprintable(c);
        }
        count(c);
      } else {
        afterReturn = false;
        if (c >= '\u0085' && foreignBreak == 0 && isForeignBreak(c)) {
          foreignBreak = line;
        }
      }
      if (!Character.isLowSurrogate(c)) {
        codePoints++;
      }
    }
    scanned = i;
    if (codePoints > mostCodePoints && !draining) {
      throw new Refusal(line, Reach.REST, "one value is too long");
    }
    return scanned > position;
  }

  private boolean beginsNext(int i, char c) {
    boolean marker = c == '-' && startsDocument(i);
    boolean own = first || (onlyPrologue && directives);
    if (marker && !own) {
      return true;
    }
    first = false;
    if (onlyPrologue) {
      directives |= c == '%';
      onlyPrologue = c == '%' || c == '#' || isBreak(c);
    }
    return false;
  }

  private boolean startsDocument(int i) {
    return i + 3 <= filled
        && buffer[i] == '-'
        && buffer[i + 1] == '-'
        && buffer[i + 2] == '-'
        && (i + 3 == filled || isWhite(buffer[i + 3]));
  }

  /// A character that breaks lines for kubectl's YAML parser (YAML 1.1 section 5.4), and not for
  /// ours (YAML 1.2): a comment could end there, or not.
  private static boolean isForeignBreak(char c) {
    return c == '\u0085' || c == '\u2028' || c == '\u2029';
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }

  private void count(char c) {
    if (isBreak(c)) {
      line += c == '\n' && afterReturn ? 0 : 1;
      lineStart = true;
    }
    afterReturn = c == '\r';
  }

  private Refusal unprintable(char c) {
    return new Refusal(
        line,
        Reach.REST,
        c == Decoding.UNDECODABLE
            ? "not valid UTF-8 (nor UTF-16 with a byte order mark), or a binary file"
            : "the control character U+%04X may not stand here".formatted((int) c));
  }

  private void fill() {
    System.arraycopy(buffer, position, buffer, 0, filled - position);
    filled -= position;
    scanned -= position;
    position = 0;
    while (filled < buffer.length && !ended) {
      try {
        int count = text.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
          ended = true;
        } else {
          filled += count;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
