package dev.palisade.render.pdf;

import java.awt.Color;
import java.util.Locale;
import java.util.Properties;

/// Page, sizes and colours: `report-templates/layout.properties`. Sizes are in points, 72 to the
/// inch.
final class Look {
  private final Properties values;

  Look(Properties values) {
    this.values = values;
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
      return Float.parseFloat(value);
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
