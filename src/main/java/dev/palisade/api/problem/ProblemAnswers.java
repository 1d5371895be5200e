package dev.palisade.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palisade.api.access.BearerAuthentication;
import dev.palisade.api.problem.Problem.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers with problem details.
@ApplicationScoped
public class ProblemAnswers {
  public static final String MEDIA_TYPE = "application/problem+json";

  private final ObjectMapper json;

  public ProblemAnswers(ObjectMapper json) {
    this.json = json;
  }

  Response answer(ProblemType type, String detail, List<Fault> faults, UriInfo request) {
    return answer(type, detail, faults, null, request);
  }

  Response answer(
      ProblemType type,
      String detail,
      List<Fault> faults,
      @Nullable String incident,
      UriInfo request) {
    Problem problem =
        new Problem(
            type.uri(),
            type.title(),
            type.status(),
            detail,
            request.getRequestUri().getRawPath(),
            faults.isEmpty() ? null : faults,
            incident);
    Response.ResponseBuilder answer =
        Response.status(type.status()).type(MEDIA_TYPE).entity(text(problem));
    if (type.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, BearerAuthentication.CHALLENGE);
    }
    return answer.build();
  }

  String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers can be written", e);
    }
  }
}
