package dev.palisade.render.pdf;

import java.util.List;

/// A line as it will be set.
///
/// @param leading of the line's tallest style
record Line(List<Piece> pieces, float leading) {

  /// @param text what of the run stands in this line
  /// @param x from the line's left end
  record Piece(Run run, String text, float x, float width) {}

  Line {
    pieces = List.copyOf(pieces);
  }
}
