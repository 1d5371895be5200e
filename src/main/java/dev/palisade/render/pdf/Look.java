package dev.palisade.render.pdf;

import java.awt.Color;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;

/// Page, sizes and colours: `report-templates/layout.properties`. Sizes are in points, 72 to the
/// inch.
final class Look {
  /// Page sizes up to what PDF allows (ISO 32000-1, annex C).
  private static final float MOST = 14_400;

  private static final float LEAST_WIDTH = 340;
  private static final float LEAST_HEIGHT = 320;

  private final Properties values;

  Look(Properties values) {
    this.values = values;
  }

  /// Looks at every value, so that a wrong one is told before anything is written.
  ///
  /// @throws IllegalArgumentException when one cannot be used; the message names it
  void requireUsable() {
    for (String name : new TreeSet<>(values.stringPropertyNames())) {
      if (name.startsWith("color.")) {
        color(name.substring("color.".length()));
      } else if (name.endsWith(".font")) {
        style(name.substring(0, name.length() - ".font".length()));
      } else if (!name.endsWith(".color")) {
        number(name);
      }
    }
    float height = pageHeight() - margin("top") - margin("bottom");
    if (width() < LEAST_WIDTH || height < LEAST_HEIGHT) {
      throw new IllegalArgumentException(
          "layout.properties: page and margin leave "
              + width()
              + " x "
              + height
              + " points: at least "
              + LEAST_WIDTH
              + " x "
              + LEAST_HEIGHT
              + " are needed");
    }
  }

  float pageWidth() {
    return number("page.width");
  }

  float pageHeight() {
    return number("page.height");
  }

  float margin(String side) {
    return number("margin." + side);
  }

  /// The width between the margins.
  float width() {
    return pageWidth() - margin("left") - margin("right");
  }

  float number(String name) {
    String value = value(name);
    try {
      float number = Float.parseFloat(value);
      boolean size = name.endsWith(".size") || name.endsWith(".leading");
      if (!(number >= 0 && number <= MOST) || (size && number < 1)) {
        throw new IllegalArgumentException(
            "layout.properties: " + name + ": \"" + value + "\" points cannot be printed");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "layout.properties: " + name + ": \"" + value + "\" is no number", e);
    }
  }

  Color color(String name) {
    String value = value("color." + name);
    try {
      return Color.decode(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "layout.properties: color." + name + ": \"" + value + "\" is no colour such as #1f3a5f",
          e);
    }
  }

  /// A style by its name: `NAME.font`, `NAME.size`, `NAME.leading`, `NAME.color` (a name of a
  /// colour).
  Style style(String name) {
    String face = value(name + ".font").toUpperCase(Locale.ROOT);
    for (Face known : Face.values()) {
      if (known.name().equals(face)) {
        return new Style(
            known,
            number(name + ".size"),
            number(name + ".leading"),
            color(value(name + ".color")));
      }
    }
    throw new IllegalArgumentException(
        "layout.properties: " + name + ".font: expected text, bold or mono, not \"" + face + "\"");
  }

  private String value(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("layout.properties: there is no " + name);
    }
    return value.strip();
  }
}
