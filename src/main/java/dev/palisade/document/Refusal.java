package dev.palisade.document;

/// Why something cannot be read; becomes a [Reading.Unreadable] or a [MalformedDocument].
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// How much is lost.
  enum Reach {
    /// One object: its tokens can still be told apart, so what follows it can be read.
    OBJECT,
    /// All that follows in the YAML document or JSON text.
    REST
  }

  private final int line;
  private final Reach reach;

  Refusal(int line, Reach reach, String problem) {
    super(problem, null, false, false);
    this.line = line;
    this.reach = reach;
  }

  /// The 1-based line of the file.
  int line() {
    return line;
  }

  Reach reach() {
    return reach;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
