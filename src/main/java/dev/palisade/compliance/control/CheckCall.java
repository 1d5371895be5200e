package dev.palisade.compliance.control;

import java.util.List;

/// A check with the parameters that a mapping gives it: `default-deny`,
/// `internet-exposure(data-stores)`.
///
/// @param parameters sorted; empty for most
public record CheckCall(String check, List<String> parameters) implements Comparable<CheckCall> {
  public CheckCall {
    parameters = parameters.stream().sorted().distinct().toList();
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException if it is none
  public static CheckCall parse(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      return new CheckCall(text, List.of());
    }
    if (open == 0 || !text.endsWith(")")) {
      throw new IllegalArgumentException("\"" + text + "\" is no check with parameters");
    }
    String inside = text.substring(open + 1, text.length() - 1);
    return new CheckCall(text.substring(0, open), List.of(inside.split(",")));
  }

  @Override
  public int compareTo(CheckCall other) {
    return toString().compareTo(other.toString());
  }

  /// The name of the evaluation in reports.
  @Override
  public String toString() {
    return parameters.isEmpty() ? check : check + "(" + String.join(",", parameters) + ")";
  }
}
