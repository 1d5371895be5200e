package dev.palisade.ledger;

import dev.palisade.document.MalformedDocument;
import java.util.List;

/// What a log said of itself at some time, as C2SP tlog-checkpoint has it: origin, size and root in
/// a line each. Signed, it binds the log to all entries that it had.
///
/// @param origin the log's name, unique to it
/// @param size how many entries it had
/// @param root over all of them
/// @param extensions further lines; none is empty
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isEmpty() || origin.contains("\n")) {
      throw new IllegalArgumentException("a checkpoint's origin is one line: \"" + origin + "\"");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a log has no " + size + " entries");
    }
  }

  /// Of a log as it is now.
  public static Checkpoint of(String origin, Frontier log) {
    return new Checkpoint(origin, log.size(), log.root(), List.of());
  }

  /// Reads the text of a note; no signature is checked.
  ///
  /// @param file how messages are to name it
  /// @throws MalformedDocument if it is no checkpoint
  public static Checkpoint parse(String file, SignedNote note) {
    List<String> lines = List.of(note.text().split("\n", -1));
    // the text ends with a line break, so the last of these is empty
    if (lines.size() < 4) {
      throw new MalformedDocument(file, "", 0, "a checkpoint has origin, size and root");
    }
    if (lines.getFirst().isEmpty()) {
      throw new MalformedDocument(file, "", 1, "the checkpoint's origin is empty");
    }
    List<String> extensions = lines.subList(3, lines.size() - 1);
    if (extensions.contains("")) {
      throw new MalformedDocument(file, "", 0, "a line of the checkpoint is empty");
    }
    return new Checkpoint(
        lines.getFirst(), size(file, lines.get(1)), root(file, lines.get(2)), extensions);
  }

  private static long size(String file, String text) {
    try {
      if (text.matches("0|[1-9][0-9]{0,18}")) { // no sign, no leading zeros
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      // beyond 64 bits: no size either
    }
    throw new MalformedDocument(file, "", 2, "not the size of a log: " + text);
  }

  private static Hash root(String file, String text) {
    try {
      return Hash.ofBytes(StrictBase64.decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedDocument(
          file, "", 3, "not the root of a log: " + text + ": " + e.getMessage());
    }
  }

  /// The signed checkpoint.
  public SignedNote sign(List<SigningKey> keys) {
    return SignedNote.sign(text(), keys);
  }

  /// What is signed.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
