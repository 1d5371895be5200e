package dev.palisade.collect.kubernetes;

import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Gap.Reason;
import org.jspecify.annotations.Nullable;

/// A call that brought no answer, its repetitions neither.
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /// @param status the answer's HTTP status; 0 when none came, or 200 with a body that is no answer
  CallFailed(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  boolean isRefused() {
    return status == 401 || status == 403;
  }

  /// The kind is not served (any more).
  boolean isUnknown() {
    return status == 404;
  }

  /// The continue token is older than what the server keeps.
  boolean isExpired() {
    return status == 410;
  }

  Gap gap(String kind, @Nullable String namespace, @Nullable String name) {
    Reason reason = isRefused() ? Reason.REFUSED : Reason.FAILED;
    return new Gap(reason, kind, namespace, name, status, text());
  }

  /// The message, also where the exception has none.
  String text() {
    return String.valueOf(getMessage());
  }
}
