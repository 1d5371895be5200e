package dev.palisade.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.application.AlteredEvidence;
import dev.palisade.application.AssessSnapshot.UnusableChoice;
import dev.palisade.application.Message;
import dev.palisade.application.NotFound;
import dev.palisade.application.OutOfDate;
import dev.palisade.application.PrunedAway;
import dev.palisade.application.SignPdf;
import dev.palisade.application.RefusedSchedule;
import dev.palisade.application.UnusableInput;
import dev.palisade.compliance.exception.RefusedDecision;
import dev.palisade.compliance.review.campaign.RefusedStep;
import dev.palisade.compliance.scope.UnusableScope;
import dev.palisade.document.MalformedDocument;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// What each exception is answered with. Our own words go to the client; those of libraries do not,
/// but for what a JSON parser says of the client's body.
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final Pattern POINTER = Pattern.compile(": (/\\S*): ");

  /// character_not_in_repertoire, untranslatable_character, datetime_field_overflow,
  /// string_data_right_truncation, program_limit_exceeded.
  private static final Set<String> UNSTORABLE = Set.of("22021", "22P05", "22008", "22001", "54000");

  private final ProblemAnswers answers;

  public ProblemMappers(ProblemAnswers answers) {
    this.answers = answers;
  }

  @ServerExceptionMapper
  public Response refused(RefusedRequest e, UriInfo request) {
    return answers.answer(e.type(), words(e), e.faults(), request);
  }

  @ServerExceptionMapper
  public Response unusable(UnusableInput e, UriInfo request) {
    List<Fault> faults =
        e.messages().stream()
            .filter(message -> message.severity() == Message.Severity.ERROR)
            .map(message -> new Fault(message.text(), pointer(message.text()), null))
            .toList();
    return answers.answer(ProblemType.UNUSABLE_INPUT, first(faults, words(e)), faults, request);
  }

  @ServerExceptionMapper
  public Response unusable(UnusableScope e, UriInfo request) {
    List<Fault> faults =
        e.problems().stream()
            .map(p -> new Fault(p.message(), p.pointer(), p.line() > 0 ? p.line() : null))
            .toList();
    return answers.answer(ProblemType.UNUSABLE_SCOPE, first(faults, words(e)), faults, request);
  }

  @ServerExceptionMapper
  public Response malformed(MalformedDocument e, UriInfo request) {
    Fault fault = new Fault(e.problem(), e.pointer(), e.line() > 0 ? e.line() : null);
    return answers.answer(ProblemType.MALFORMED_BODY, words(e), List.of(fault), request);
  }

  @ServerExceptionMapper
  public Response cannotJudge(UnusableChoice e, UriInfo request) {
    return answers.answer(ProblemType.CANNOT_JUDGE, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response unstamped(SignPdf.Unstamped e, UriInfo request) {
    return answers.answer(ProblemType.CONFLICT, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response notFound(NotFound e, UriInfo request) {
    return answers.answer(ProblemType.NOT_FOUND, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response pruned(PrunedAway e, UriInfo request) {
    return answers.answer(ProblemType.PRUNED, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response outOfDate(OutOfDate e, UriInfo request) {
    return answers.answer(ProblemType.OUT_OF_DATE, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response refused(RefusedDecision e, UriInfo request) {
    return answers.answer(ProblemType.CONFLICT, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response refused(RefusedStep e, UriInfo request) {
    return answers.answer(ProblemType.CONFLICT, words(e), List.of(), request);
  }

  @ServerExceptionMapper
  public Response refused(RefusedSchedule e, UriInfo request) {
    return answers.answer(ProblemType.CONFLICT, words(e), List.of(), request);
  }

  @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
  public Response unknown(AuthenticationFailedException e, UriInfo request) {
    return answers.answer(
        ProblemType.UNAUTHENTICATED,
        "the token is unknown, expired or revoked, or the Authorization header is no bearer token",
        List.of(),
        request);
  }

  @ServerExceptionMapper(priority = Priorities.AUTHENTICATION)
  public Response anonymous(UnauthorizedException e, UriInfo request) {
    return answers.answer(
        ProblemType.UNAUTHENTICATED,
        "send a token: Authorization: Bearer palisade_…",
        List.of(),
        request);
  }

  @ServerExceptionMapper(priority = Priorities.AUTHORIZATION)
  public Response forbidden(ForbiddenException e, UriInfo request) {
    String ours = e.getMessage();
    return answers.answer(
        ProblemType.FORBIDDEN,
        ours != null && ours.startsWith("this token")
            ? ours
            : "the role of this token is not allowed to do this",
        List.of(),
        request);
  }

  @ServerExceptionMapper
  public Response webApplication(WebApplicationException e, UriInfo request) {
    Response own = e.getResponse();
    if (own.getStatus() < 400) {
      return own;
    }
    JsonProcessingException json = cause(e);
    if (json != null) {
      return malformedJson(json, request);
    }
    if (own.getStatus() >= 500) {
      return fault(e, request);
    }
    ProblemType type =
        own.getStatus() == 400
            ? ProblemType
                .INVALID_PARAMETER // what JAX-RS could not convert; bodies are refused as JSON
            // above
            : ProblemType.ofStatus(own.getStatus());
    Response answer = answers.answer(type, type.title(), List.of(), request);
    Object allow = own.getHeaders().getFirst(HttpHeaders.ALLOW);
    return allow == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
  }

  /// Quarkus has an answer of its own for this one, which is no problem.
  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException e, UriInfo request) {
    return malformedJson(e, request);
  }

  @ServerExceptionMapper
  public Response malformedJson(JsonProcessingException e, UriInfo request) {
    Integer line = e.getLocation() == null ? null : e.getLocation().getLineNr();
    Fault fault =
        new Fault(
            e instanceof JsonMappingException
                ? "is not what is expected here, or is a key that is not known"
                : e.getOriginalMessage(),
            e instanceof JsonMappingException mapping ? pointer(mapping) : null,
            line == null || line < 1 ? null : line);
    return answers.answer(
        ProblemType.MALFORMED_BODY,
        "the body is not the JSON that is expected here",
        List.of(fault),
        request);
  }

  @ServerExceptionMapper
  public Response altered(AlteredEvidence e, UriInfo request) {
    String incident = UUID.randomUUID().toString();
    LOG.errorf(e, "incident %s: kept evidence was altered", incident);
    return answers.answer(ProblemType.ALTERED_EVIDENCE, words(e), List.of(), incident, request);
  }

  /// Nothing of a fault of ours leaves the house but the number under which it stands in the log.
  @ServerExceptionMapper
  public Response fault(Throwable e, UriInfo request) {
    if (isUnstorable(e)) {
      return answers.answer(
          ProblemType.UNUSABLE_INPUT,
          "holds what cannot be stored: the character NUL, a time out of range, or a name that is"
              + " far too long",
          List.of(),
          request);
    }
    String incident = UUID.randomUUID().toString();
    LOG.errorf(e, "incident %s at %s", incident, request.getRequestUri().getRawPath());
    return answers.answer(
        ProblemType.INTERNAL_ERROR,
        "this should not happen; the log has more under incident " + incident,
        List.of(),
        incident,
        request);
  }

  /// Whether PostgreSQL refused a value that somebody handed in.
  private static boolean isUnstorable(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql
          && UNSTORABLE.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static String words(Throwable e) {
    return String.valueOf(e.getMessage());
  }

  private static String first(List<Fault> faults, String otherwise) {
    return switch (faults.size()) {
      case 0 -> otherwise;
      case 1 -> faults.getFirst().detail();
      default -> faults.size() + " things are wrong, the first: " + faults.getFirst().detail();
    };
  }

  private static @Nullable String pointer(String message) {
    Matcher pointer = POINTER.matcher(message);
    return pointer.find() ? pointer.group(1) : null;
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step ->
                "/"
                    + (step.getFieldName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getFieldName().replace("~", "~0").replace("/", "~1")))
        .collect(Collectors.joining());
  }

  private static @Nullable JsonProcessingException cause(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof JsonProcessingException json) {
        return json;
      }
    }
    return null;
  }
}
