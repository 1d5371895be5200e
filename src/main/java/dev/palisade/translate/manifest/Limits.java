package dev.palisade.translate.manifest;

import dev.palisade.document.Cursor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Limits that the schema of a kind sets (`maxItems`, `maxLength`, `listType=set`), where nothing
/// but them speaks against a value.
public final class Limits {
  private Limits() {}

  /// Refuses a list that is too long.
  public static void items(Candidate candidate, Cursor list, int most) {
    int size = list.items().size();
    if (size > most) {
      candidate.refuse(list, "there may be " + most + " items at most, and there are " + size);
    }
  }

  /// Refuses a text that is too long, in characters as the API counts them.
  public static void length(Candidate candidate, Cursor text, int most) {
    String value = text.text("");
    int length = value.codePointCount(0, value.length());
    if (length > most) {
      candidate.refuse(
          text, "the text may have " + most + " characters at most, and has " + length);
    }
  }

  /// Refuses every item that is there before.
  public static void distinct(Candidate candidate, Cursor list) {
    List<Cursor> items = list.items();
    Set<String> seen = new HashSet<>();
    for (Cursor item : items) {
      String text = item.text("");
      if (!seen.add(text)) {
        candidate.refuse(item, "\"" + text + "\" is there twice");
      }
    }
  }
}
