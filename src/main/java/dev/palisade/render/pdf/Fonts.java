package dev.palisade.render.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openpdf.text.pdf.BaseFont;

/// The fonts of one document, embedded as subsets. A document needs its own: OpenPDF collects the
/// glyphs used in them.
final class Fonts {
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

  /// The text with the number of every character that the face cannot show in its place, `{U+4E16
  /// U+754C}`, so that two names that differ look different; and blanks for tabs. Line breaks stay.
  /// PDF/A and PDF/UA refuse the glyph `.notdef`.
  String printable(String text, Face face) {
    BaseFont font = of(face);
    if (text.codePoints().allMatch(c -> c == '\n' || isShown(font, c))) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    boolean missing = false;
    for (int c : text.codePoints().toArray()) {
      boolean shown = c == '\n' || c == '\t' || isShown(font, c);
      if (missing && shown) {
        out.append('}');
      }
      if (shown) {
        out.appendCodePoint(c == '\t' ? ' ' : c);
      } else {
        out.append(missing ? " " : "{").append(String.format(Locale.ROOT, "U+%04X", c));
      }
      missing = !shown;
    }
    return missing ? out.append('}').toString() : out.toString();
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
