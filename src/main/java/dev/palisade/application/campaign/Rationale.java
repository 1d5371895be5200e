package dev.palisade.application.campaign;

import dev.palisade.document.Cursor;
import dev.palisade.snapshot.Manifest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a policy's annotations `palisade.dev/…` say of it; a blank one is as good as none.
///
/// @param owner null: nobody is named
/// @param reviewBy null: no day is named, or what is named is none
public record Rationale(
    @Nullable String owner,
    @Nullable String justification,
    @Nullable String ticket,
    @Nullable LocalDate reviewBy) {
  private static final String PREFIX = "palisade.dev/";

  /// @param manifest null: it is not there
  public static Rationale of(@Nullable Manifest manifest) {
    if (manifest == null) {
      return new Rationale(null, null, null, null);
    }
    Cursor annotations = manifest.cursor().get("metadata").get("annotations");
    return new Rationale(
        text(annotations, "owner"),
        text(annotations, "justification"),
        text(annotations, "ticket"),
        day(text(annotations, "review-by")));
  }

  private static @Nullable String text(Cursor annotations, String name) {
    if (!annotations.isObject() || !annotations.get(PREFIX + name).isString()) {
      return null;
    }
    String text = annotations.get(PREFIX + name).requiredText().strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    if (justification != null) {
      words.add("justification: " + justification);
    }
    if (ticket != null) {
      words.add("ticket: " + ticket);
    }
    return words;
  }

  /// What is missing, or past, on a day; empty: nothing.
  String lacks(LocalDate today) {
    List<String> lacks = new ArrayList<>();
    if (owner == null) {
      lacks.add("nobody is named as its owner");
    }
    if (justification == null) {
      lacks.add("it has no justification");
    }
    if (reviewBy == null) {
      lacks.add("it names no day by which to review it");
    } else if (reviewBy.isBefore(today)) {
      lacks.add("its review was due on " + reviewBy);
    }
    return String.join("; ", lacks);
  }
}
