package dev.palisade.document;

/// A document that does not say what it must. The message has the form `FILE:LINE: /pointer:
/// problem`; an unknown line (0) and an empty pointer are left out.
public final class MalformedDocument extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String pointer;
  private final int line;
  private final String problem;

  public MalformedDocument(String file, String pointer, int line, String problem) {
    super(
        file
            + (line > 0 ? ":" + line : "")
            + ": "
            + (pointer.isEmpty() ? "" : pointer + ": ")
            + problem);
    this.file = file;
    this.pointer = pointer;
    this.line = line;
    this.problem = problem;
  }

  /// The name of the file, as it was given.
  public String file() {
    return file;
  }

  /// The JSON pointer of the value at fault; empty for the whole document.
  public String pointer() {
    return pointer;
  }

  /// The 1-based line; 0 when unknown.
  public int line() {
    return line;
  }

  /// What is wrong, without the place.
  public String problem() {
    return problem;
  }
}
