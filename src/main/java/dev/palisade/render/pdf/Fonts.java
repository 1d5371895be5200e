package dev.palisade.render.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.openpdf.text.pdf.BaseFont;

/// The fonts of one document, embedded as subsets. A document needs its own: OpenPDF collects the
/// glyphs used in them.
final class Fonts {
  /// Stands for a character that the face has no glyph for: PDF/A and PDF/UA refuse the glyph
  /// `.notdef`.
  private static final int MISSING = 0x25A1;

  private final Map<Face, BaseFont> fonts = new EnumMap<>(Face.class);
  private final Map<Face, Map<Integer, Float>> widths = new EnumMap<>(Face.class);

  Fonts() {
    for (Face face : Face.values()) {
      fonts.put(face, load(face));
      widths.put(face, new HashMap<>());
    }
  }

  private static BaseFont load(Face face) {
    try (InputStream in = BaseFont.class.getResourceAsStream("/liberation/" + face.file)) {
      if (in == null) {
        throw new IllegalStateException("the font " + face.file + " is not on the class path");
      }
      BaseFont font =
          BaseFont.createFont(
              face.file,
              BaseFont.IDENTITY_H,
              BaseFont.EMBEDDED,
              BaseFont.NOT_CACHED,
              in.readAllBytes(),
              null);
      font.setSubset(true);
      // OpenPDF's CIDSet lists too few glyphs, which PDF/A-3 refuses (6.2.11.4.2); without one all
      // is well
      font.setIncludeCidSet(false);
      // draws the six letters in front of a subset's name
      font.setSecureRandom(new FixedRandom(face.ordinal()));
      return font;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BaseFont of(Face face) {
    return Objects.requireNonNull(fonts.get(face), "every face has a font");
  }

  /// The text with a hollow square for every character that the face cannot show, and blanks for
  /// tabs. Line breaks stay.
  String printable(String text, Face face) {
    BaseFont font = of(face);
    StringBuilder out = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int length = Character.charCount(c);
      int shown = c == '\n' ? c : c == '\t' ? ' ' : isShown(font, c) ? c : MISSING;
      if (shown != c && out == null) {
        out = new StringBuilder(text.substring(0, i));
      }
      if (out != null) {
        out.appendCodePoint(shown);
      }
      i += length;
    }
    return out == null ? text : out.toString();
  }

  private static boolean isShown(BaseFont font, int c) {
    // beyond the basic plane OpenPDF asks for glyphs by half characters
    return c >= ' '
        && c <= 0xFFFF
        && !Character.isISOControl(c)
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.SURROGATE
        && font.charExists(c);
  }

  /// The width in points of a text that is [#printable].
  float width(String text, Face face, float size) {
    float sum = 0;
    for (int i = 0; i < text.length(); i++) {
      sum += width(text.charAt(i), face);
    }
    return sum * size;
  }

  private float width(int c, Face face) {
    Map<Integer, Float> known = widths.computeIfAbsent(face, f -> new HashMap<>());
    Float width = known.get(c);
    if (width == null) {
      width = of(face).getWidth(c) / 1000f;
      known.put(c, width);
    }
    return width;
  }
}
