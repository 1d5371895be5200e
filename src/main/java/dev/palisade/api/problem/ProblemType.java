package dev.palisade.api.problem;

import java.util.Locale;

/// Everything that a request can be refused for: `docs/problems.md` says of each what it means and
/// what to do.
public enum ProblemType {
  MALFORMED_BODY(400, "The body cannot be read"),
  INVALID_PARAMETER(400, "A parameter cannot be used"),
  UNUSABLE_SCOPE(400, "The scope document cannot be used"),
  UNUSABLE_INPUT(400, "What was handed in cannot be used"),
  UNAUTHENTICATED(401, "A valid token is needed"),
  FORBIDDEN(403, "This token does not allow it"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This method is not offered here"),
  NOT_ACCEPTABLE(406, "None of the accepted formats is offered"),
  CONFLICT(409, "The present state does not allow it"),
  CANNOT_JUDGE(409, "The cluster cannot be judged yet"),
  KEY_REUSED(409, "The idempotency key belongs to another request"),
  PRUNED(410, "It is older than evidence is kept"),
  OUT_OF_DATE(412, "Another version is the newest"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not taken"),
  PRECONDITION_REQUIRED(428, "The request must say which version it replaces"),
  INTERNAL_ERROR(500, "A fault of Palisade"),
  ALTERED_EVIDENCE(500, "Kept evidence is not what was stored");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// `not-found`: its heading in `docs/problems.md`.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The member `type` of RFC 9457: a reference with its full path, where the service explains it.
  public String uri() {
    return "/problems/" + slug();
  }

  /// The type for an HTTP status that JAX-RS itself answers with.
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 400 -> MALFORMED_BODY;
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 409 -> CONFLICT;
      case 412 -> OUT_OF_DATE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 428 -> PRECONDITION_REQUIRED;
      default -> INTERNAL_ERROR;
    };
  }
}
