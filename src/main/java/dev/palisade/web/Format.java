package dev.palisade.web;

import jakarta.ws.rs.core.MediaType;

/// The formats that pages offer for download.
final class Format {
  private Format() {}

  static String type(String format) {
    return switch (format) {
      case "pdf" -> "application/pdf";
      case "json" -> MediaType.APPLICATION_JSON;
      case "html" -> "text/html;charset=UTF-8";
      case "csv" -> "text/csv;charset=UTF-8";
      case "md" -> "text/markdown;charset=UTF-8";
      default -> MediaType.APPLICATION_OCTET_STREAM;
    };
  }

  static String disposition(String name, String format) {
    return "attachment; filename=\"" + name + "." + format + "\"";
  }
}
