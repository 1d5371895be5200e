package dev.palisade.render.oscal;

import dev.palisade.document.Node;
import dev.palisade.render.json.ObjectFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values in the narrow types of OSCAL.
final class Words {
  /// Names that OSCAL does not define are told apart by this.
  private static final String NAMESPACE = "https://palisade.dev/ns/oscal";

  private Words() {}

  /// OSCAL's token: letters, digits, `.`, `-`, `_`, beginning with a letter.
  static String token(String text) {
    String token = text.replaceAll("[^\\p{L}\\p{N}.\\-_]", "_");
    return token.isEmpty() || !(Character.isLetter(token.codePointAt(0)) || token.startsWith("_"))
        ? "_" + token
        : token;
  }

  /// OSCAL's string: one line without a blank at its ends.
  static String line(String text) {
    return text.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
  }

  /// A requirement's id among the controls.
  static String control(String framework, String id) {
    return token(framework + "-" + id);
  }

  /// Properties of our own; those without a value are left out.
  static final class Props {
    private final List<Node> props = new ArrayList<>();

    Props add(String name, @Nullable Object value) {
      String line = value == null ? "" : line(value.toString());
      if (!line.isEmpty()) {
        props.add(
            new ObjectFields()
                .text("name", token(name))
                .text("ns", NAMESPACE)
                .text("value", line)
                .node());
      }
      return this;
    }

    List<Node> nodes() {
      return props;
    }
  }

  static ObjectFields reference(String key, String uuid) {
    return new ObjectFields().text(key, uuid);
  }

  /// What OSCAL shows as a title: one line, never empty.
  static String title(String text) {
    String line = line(text);
    return line.isEmpty() ? "-" : line;
  }
}
