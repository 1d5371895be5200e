package dev.palisade.translate.calico;

import dev.palisade.document.Cursor;
import dev.palisade.document.Node.NumberNode;

/// The field `order` of tiers and policies: a number, with a fraction or without.
final class Order {
  private Order() {}

  /// The order at a place; infinite when absent.
  ///
  /// @throws dev.palisade.document.MalformedDocument if it is no number
  static double read(Cursor at) {
    if (!at.isPresent()) {
      return Double.POSITIVE_INFINITY;
    }
    if (at.node() instanceof NumberNode number) {
      double order = Double.parseDouble(number.digits());
      // a negative zero is zero to a comparison of numbers, and not to Double.compare
      return order == 0 ? 0 : order;
    }
    if (at.isString()) {
      throw at.malformed(
          "the order \"" + at.requiredText() + "\" is a text: a number is needed, without quotes");
    }
    throw at.malformed("the order must be a number");
  }
}
