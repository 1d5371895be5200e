package dev.palisade.web;

import dev.palisade.application.NotFound;
import jakarta.ws.rs.core.MediaType;

/// The formats that pages offer for download.
final class Format {
  private Format() {}

  /// @throws NotFound if it is neither of the two formats
  static boolean isPdf(String format) {
    return switch (format) {
      case "pdf" -> true;
      case "json" -> false;
      default -> throw new NotFound("there is no format " + format + ": json and pdf are offered");
    };
  }

  static String type(String format) {
    return isPdf(format) ? "application/pdf" : MediaType.APPLICATION_JSON;
  }

  static String disposition(String name, String format) {
    return "attachment; filename=\"" + name + "." + format + "\"";
  }
}
