package dev.palisade.application;

import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that whoever asked must know beside the answer.
///
/// @param text `FILE: KIND NAMESPACE/NAME: /json/pointer: what is wrong`, without what is not known
public record Message(Severity severity, String text) {

  /// Whether there is an answer with it.
  public enum Severity {
    ERROR,
    WARNING
  }

  static Message error(String text) {
    return new Message(Severity.ERROR, text);
  }

  static Message warning(String text) {
    return new Message(Severity.WARNING, text);
  }

  /// The place of a value in an object, as messages begin.
  ///
  /// @param manifest null when the object's file is not known
  static String place(@Nullable Manifest manifest, ResourceRef ref, String pointer) {
    return place(manifest == null ? "" : manifest.file(), ref, pointer);
  }

  static String place(String file, ResourceRef ref, String pointer) {
    return (file.isEmpty() ? "" : file + ": ")
        + ref
        + ": "
        + (pointer.isEmpty() ? "" : pointer + ": ");
  }

  /// `error: …` or `warning: …`.
  @Override
  public String toString() {
    return severity.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
