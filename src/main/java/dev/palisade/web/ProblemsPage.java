package dev.palisade.web;

import dev.palisade.api.problem.ProblemType;
import dev.palisade.application.NotFound;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What the API's problems mean: where their `type` leads to.
@Path("/problems")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ProblemsPage {

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance problems(
        List<Markdown.Block> document, @Nullable Visitor visitor);
  }

  @GET
  @Operation(hidden = true)
  public TemplateInstance list() {
    return Templates.problems(Markdown.read(document()), null);
  }

  @GET
  @Path("{slug}")
  @Operation(hidden = true)
  public Response find(@RestPath String slug) {
    if (Arrays.stream(ProblemType.values()).noneMatch(type -> type.slug().equals(slug))) {
      throw new NotFound("there is no problem " + slug);
    }
    return Response.seeOther(URI.create("/problems#" + slug)).build();
  }

  private static String document() {
    try (InputStream in = ProblemsPage.class.getResourceAsStream("/problems/problems.md")) {
      if (in == null) {
        throw new IllegalStateException("problems.md is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
