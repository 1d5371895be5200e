package dev.palisade.compliance.scope;

import java.util.List;

/// A scope document that cannot be used, with everything that is wrong with it.
public final class UnusableScope extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// @param pointer JSON pointer of the value at fault; empty for the whole document
  /// @param line 1-based; 0 when unknown
  /// @param message what is wrong with it, with the likely correction where there is one
  public record Problem(String file, int line, String pointer, String message) {

    /// `FILE:LINE: /pointer: what is wrong`; an unknown line and an empty pointer are left out.
    @Override
    public String toString() {
      return file
          + (line > 0 ? ":" + line : "")
          + ": "
          + (pointer.isEmpty() ? "" : pointer + ": ")
          + message;
    }
  }

  public UnusableScope(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  /// In the order of the document; at least one.
  public List<Problem> problems() {
    return problems;
  }
}
