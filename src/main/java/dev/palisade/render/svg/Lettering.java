package dev.palisade.render.svg;

/// How words look, and how wide they are at most: a picture is made without knowing the fonts of
/// whoever looks at it.
public enum Lettering {
  TITLE(17, true, "#16202a"),
  NOTE(11.5, false, "#37424c"),
  HEAD(12.5, true, "#16202a"),
  BODY(11.5, false, "#16202a"),
  SMALL(10, false, "#4a5560"),
  TRAFFIC(10.5, false, "#16202a");

  /// The names that a picture asks for, in this order; [#width] holds for each of them.
  public static final String FONTS =
      "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

  private static final char FIRST = ' ';

  /// Other letters are at most this wide, but for those of two cells.
  private static final double OTHER = 1.05;

  // The wider of DejaVu Sans and Liberation Sans (as wide as Arial and Helvetica), in thousandths
  // of the size, from the space to the tilde.
  private static final int[] WIDTHS = {
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637,
    637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685,
    687, 723, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863, 749, 788, 667, 788, 723,
    667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550,
    635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393,
    634, 592, 818, 592, 592, 525, 637, 337, 637, 838
  };
  private static final int[] BOLD_WIDTHS = {
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696,
    696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774,
    763, 734, 831, 684, 684, 821, 837, 373, 557, 775, 638, 996, 837, 851, 733, 851, 771,
    721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 557, 500, 675, 716, 593,
    716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596, 479,
    712, 652, 924, 646, 652, 583, 712, 366, 712, 838
  };

  private final double size;
  private final boolean bold;
  private final String color;

  Lettering(double size, boolean bold, String color) {
    this.size = size;
    this.bold = bold;
    this.color = color;
  }

  public double size() {
    return size;
  }

  public boolean isBold() {
    return bold;
  }

  public String color() {
    return color;
  }

  /// An upper bound in pixels.
  public double width(String text) {
    int[] widths = bold ? BOLD_WIDTHS : WIDTHS;
    double sum =
        text.codePoints()
            .mapToDouble(
                letter -> {
                  int index = letter - FIRST;
                  return index >= 0 && index < widths.length ? widths[index] / 1000.0 : OTHER;
                })
            .sum();
    return sum * size;
  }

  /// The text, cut with an ellipsis if it is wider.
  String cut(String text, double most) {
    if (width(text) <= most) {
      return text;
    }
    int[] letters = text.codePoints().toArray();
    int length = letters.length;
    while (length > 1 && width(new String(letters, 0, length) + "\u2026") > most) {
      length--;
    }
    return new String(letters, 0, length) + "\u2026";
  }
}
