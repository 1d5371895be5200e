package dev.palisade.render.svg;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a panel looks. Colours stay apart for whoever does not see all of them, and in grey: what
/// they say is said by words or forms, too.
public enum Surface {
  PAGE("#ffffff", "none", 0, ""),
  /// Behind words on a line.
  BLANK("#ffffff", "none", 0, ""),
  BOX("#f4f6f8", "#5f6b76", 1.2, ""),
  NODE("#ffffff", "#37424c", 1, ""),
  ISOLATED("#ffffff", "#6b7680", 1, "4 3"),
  OUTSIDE("#e9ecef", "#37424c", 1, ""),
  EVERYONE("#eef4fa", "#1f4e79", 1.6, ""),
  CARDHOLDER_DATA("#882255", "none", 0, ""),
  CONNECTED("#aa4499", "none", 0, ""),
  TRUSTED("#117733", "none", 0, ""),
  UNTRUSTED("#b58900", "none", 0, ""),
  SYSTEM("#6b7680", "none", 0, ""),
  CELL_EVERYTHING("#b03a00", "#b03a00", 1, ""),
  CELL_RANGES("#8a5fa8", "#8a5fa8", 1, ""),
  CELL_PORTS("#0072b2", "#0072b2", 1, ""),
  HOLLOW_EVERYTHING("#ffffff", "#b03a00", 2, ""),
  HOLLOW_RANGES("#ffffff", "#8a5fa8", 2, ""),
  HOLLOW_PORTS("#ffffff", "#0072b2", 2, ""),
  EMPTY_CELL("#fafbfc", "#e3e7ea", 0.6, "");

  private final String fill;
  private final String line;
  private final double width;
  private final String dashes;

  Surface(String fill, String line, double width, String dashes) {
    this.fill = fill;
    this.line = line;
    this.width = width;
    this.dashes = dashes;
  }

  /// The colour of a category of zones; null for one that has none.
  static @Nullable Surface band(String category) {
    for (Surface surface : List.of(CARDHOLDER_DATA, CONNECTED, TRUSTED, UNTRUSTED, SYSTEM)) {
      if (surface.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(category)) {
        return surface;
      }
    }
    return null;
  }

  public String fill() {
    return fill;
  }

  /// `none`: no border.
  public String line() {
    return line;
  }

  public double width() {
    return width;
  }

  /// As in SVG; empty: none.
  public String dashes() {
    return dashes;
  }
}
