package dev.palisade.compliance.exception;

import dev.palisade.document.MalformedDocument;
import java.util.List;

/// A file that was to hold exceptions and cannot be used, with everything that is wrong with it.
public final class UnusableExceptions extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<MalformedDocument> problems;

  UnusableExceptions(List<MalformedDocument> problems) {
    super(String.join("\n", problems.stream().map(MalformedDocument::getMessage).toList()));
    this.problems = List.copyOf(problems);
  }

  /// In the order of the document; at least one.
  public List<MalformedDocument> problems() {
    return problems;
  }
}
