package dev.palisade.render.pdf;

import java.util.Properties;

/// The words around the data: `report-templates/texts.properties`. `{0}`, `{1}` … stand for what is
/// put in.
public final class Texts {
  private final Properties values;

  Texts(Properties values) {
    this.values = values;
  }

  /// @throws IllegalArgumentException when the file has no such text
  public String get(String name, Object... with) {
    String text = values.getProperty(name);
    if (text == null) {
      throw new IllegalArgumentException("texts.properties: there is no " + name);
    }
    for (int i = 0; i < with.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(with[i]));
    }
    return text;
  }

  /// The text of a count: `NAME.one` for 1, `NAME.many` otherwise.
  public String count(String name, long count) {
    return get(name + (count == 1 ? ".one" : ".many"), count);
  }

  /// Whether there is such a text, and it is not empty.
  public boolean has(String name) {
    String text = values.getProperty(name);
    return text != null && !text.isBlank();
  }
}
