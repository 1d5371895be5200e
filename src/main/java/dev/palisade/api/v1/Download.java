package dev.palisade.api.v1;

import dev.palisade.api.problem.RefusedRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The format that a client wants: what `format=` says, else what `Accept` takes.
enum Download {
  JSON("json", MediaType.APPLICATION_JSON),
  PDF("pdf", "application/pdf"),
  HTML("html", "text/html"),
  CSV("csv", "text/csv"),
  MD("md", "text/markdown");

  static final String PDF_TYPE = "application/pdf";
  static final String CSV_TYPE = "text/csv";
  static final String MARKDOWN_TYPE = "text/markdown";

  private final String ending;
  private final String mediaType;

  Download(String ending, String mediaType) {
    this.ending = ending;
    this.mediaType = mediaType;
  }

  String ending() {
    return ending;
  }

  /// @param format null: by the header
  /// @throws RefusedRequest if it is none of these
  static Download of(@Nullable String format, HttpHeaders headers) {
    if (format != null) {
      for (Download one : values()) {
        if (one.ending.equals(format)) {
          return one;
        }
      }
      throw RefusedRequest.parameter(
          "format", "json, pdf, html, csv or md, not \"" + format + "\"");
    }
    return Negotiation.choose(List.of(values()), one -> one.mediaType, headers);
  }

  /// @param name of the file, without its ending
  Response answer(byte[] bytes, String name) {
    return Response.ok(
            bytes, this == JSON || this == PDF ? mediaType : mediaType + ";charset=UTF-8")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            (this == JSON || this == MD ? "inline" : "attachment")
                + "; filename=\""
                + name
                + "."
                + ending
                + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
