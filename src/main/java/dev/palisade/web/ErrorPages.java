package dev.palisade.web;

import dev.palisade.api.problem.ProblemType;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Problems as pages, for those who asked for a page; who is not signed in is led to where one
/// signs in. Also keeps evidence out of caches.
public class ErrorPages {

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance error(
        int status, String title, String advice, @Nullable Visitor visitor);
  }

  @ServerResponseFilter
  public void answer(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    String path = request.getUriInfo().getRequestUri().getRawPath();
    boolean page =
        !path.startsWith("/api/")
            && request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.getSubtype().equals("html"));
    MediaType type = response.getMediaType();
    boolean problem = type != null && type.getSubtype().equals("problem+json");
    if (!page || !problem) {
      return;
    }
    if (response.getStatus() == 401) {
      response.setStatus(303);
      response.setEntity(null);
      response
          .getHeaders()
          .putSingle(
              HttpHeaders.LOCATION,
              URI.create("/sign-in?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8)));
      return;
    }
    int status = response.getStatus();
    String title =
        Arrays.stream(ProblemType.values())
            .filter(one -> one.status() == status)
            .map(ProblemType::title)
            .findFirst()
            .orElse("This did not work");
    response.setEntity(
        Templates.error(status, title, advice(status), null).render(),
        null,
        MediaType.valueOf("text/html;charset=UTF-8"));
  }

  private static String advice(int status) {
    return switch (status) {
      case 400 -> "Something in the address or the form cannot be used: go back and choose again.";
      case 403 ->
          "The token that you signed in with has another role, or is limited to other clusters.";
      case 404 -> "Perhaps the address has a mistake in it.";
      default -> "The service's log says more.";
    };
  }
}
