package dev.palisade.render.pdf;

import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words around the data: `report-templates/texts.properties`. `{0}`, `{1}` … stand for what is
/// put in.
public final class Texts {
  private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

  private final Properties values;

  Texts(Properties values) {
    this.values = values;
  }

  /// @param shipped the same texts as they come with the program
  /// @throws IllegalArgumentException when a text names something to be put in that is not, or
  ///   lacks what every document needs
  static void requireUsable(Properties values, Properties shipped) {
    for (String name : new TreeSet<>(values.stringPropertyNames())) {
      Matcher places = PLACE.matcher(values.getProperty(name));
      while (places.find()) {
        if (!shipped.getProperty(name).contains(places.group())) {
          throw new IllegalArgumentException(
              "texts.properties: " + name + ": nothing is put in for " + places.group());
        }
      }
    }
    for (String name : List.of("issuer.name", "cover.title", "language")) {
      if (values.getProperty(name).isBlank()) {
        throw new IllegalArgumentException("texts.properties: " + name + ": must not be empty");
      }
    }
    String language = values.getProperty("language");
    if (!language.strip().matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
      throw new IllegalArgumentException(
          "texts.properties: language: \""
              + language
              + "\" is no language tag such as en or de-CH");
    }
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
