package dev.palisade.render.pdf;

import java.awt.Color;

/// How a run of text looks.
///
/// @param size in points
/// @param leading from one line to the next, in points
record Style(Face face, float size, float leading, Color color) {

  Style in(Color other) {
    return new Style(face, size, leading, other);
  }

  Style in(Face other) {
    return new Style(other, size, leading, color);
  }
}
