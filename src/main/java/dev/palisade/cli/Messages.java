package dev.palisade.cli;

import dev.palisade.application.Message;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;

/// What a command has to say beside its answer: a line a message, on standard error.
final class Messages {
  private Messages() {}

  /// Errors first, each text once.
  static void print(List<Message> messages, PrintWriter err) {
    LinkedHashSet<String> lines = new LinkedHashSet<>();
    for (Message.Severity severity : Message.Severity.values()) {
      messages.stream()
          .filter(message -> message.severity() == severity)
          .forEach(message -> lines.add(oneLine(message.toString())));
    }
    lines.forEach(err::println);
    err.flush();
  }

  /// What control and direction characters stand in a message are quoted from a manifest: a
  /// terminal would obey them, and hide or forge a line.
  static String oneLine(String text) {
    return text.strip()
        .replaceAll("\\s*\\R\\s*", " ")
        .replaceAll("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", "\ufffd");
  }
}
