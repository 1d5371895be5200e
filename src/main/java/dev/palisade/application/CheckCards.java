package dev.palisade.application;

import dev.palisade.compliance.control.CheckCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What is written about the checks: `docs/controls/<id>.md`.
final class CheckCards {
  private CheckCards() {}

  /// @param name of a check, with its parameters or without
  /// @return Markdown; empty where there is no such check any more
  static String of(String name) {
    String resource = "/controls/" + CheckCall.parse(name).check() + ".md";
    try (InputStream in = CheckCards.class.getResourceAsStream(resource)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
