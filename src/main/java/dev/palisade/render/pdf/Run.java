package dev.palisade.render.pdf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of text in one style.
///
/// @param target the anchor that it leads to; null: it is no link
record Run(String text, Style style, @Nullable String target) {

  static Run of(String text, Style style) {
    return new Run(text, style, null);
  }

  static List<Run> one(String text, Style style) {
    return List.of(of(text, style));
  }
}
