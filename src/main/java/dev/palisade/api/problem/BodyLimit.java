package dev.palisade.api.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Refuses a body by the length that it announces, before any of it is read, with a problem where
/// Quarkus would say nothing. What announces no length is counted while it is read.
@ApplicationScoped
public class BodyLimit {
  /// Before Quarkus' own check.
  private static final int PRIORITY = 1000;

  private final long most;
  private final ProblemAnswers answers;

  public BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most,
      ProblemAnswers answers) {
    this.most = most.asLongValue();
    this.answers = answers;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    String length = request.getHeader("Content-Length");
    if (length == null || !length.matches("[0-9]{1,18}") || Long.parseLong(length) <= most) {
      context.next();
      return;
    }
    ProblemType type = ProblemType.TOO_LARGE;
    context
        .response()
        .setStatusCode(type.status())
        .putHeader("Content-Type", ProblemAnswers.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(
            answers.text(
                new Problem(
                    type.uri(),
                    type.title(),
                    type.status(),
                    "at most " + (most >> 20) + " MiB are taken",
                    String.valueOf(request.path()),
                    null,
                    null)));
  }
}
