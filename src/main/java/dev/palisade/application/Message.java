package dev.palisade.application;

import java.util.Locale;

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

  /// `error: …` or `warning: …`.
  @Override
  public String toString() {
    return severity.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
