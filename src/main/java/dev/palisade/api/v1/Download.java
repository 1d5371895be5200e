package dev.palisade.api.v1;

import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// The format that a client wants: what `format=` says, else the first that `Accept` takes.
enum Download {
  JSON("json", MediaType.APPLICATION_JSON),
  PDF("pdf", "application/pdf");

  static final String PDF_TYPE = "application/pdf";

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
      throw RefusedRequest.parameter("format", "json or pdf, not \"" + format + "\"");
    }
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      for (Download one : values()) {
        if (accepted.isCompatible(MediaType.valueOf(one.mediaType))) {
          return one;
        }
      }
    }
    throw new RefusedRequest(
        ProblemType.NOT_ACCEPTABLE, "offered are application/json and application/pdf");
  }

  /// @param name of the file, without its ending
  Response answer(byte[] bytes, String name) {
    return Response.ok(bytes, mediaType)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            (this == PDF ? "attachment" : "inline") + "; filename=\"" + name + "." + ending + "\"")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
