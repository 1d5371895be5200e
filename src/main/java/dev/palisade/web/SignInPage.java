package dev.palisade.web;

import dev.palisade.application.AccessToken;
import dev.palisade.application.HandOutTokens;
import dev.palisade.application.KeepAuditLog;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Signing in with a token, and out. The cookie is `HttpOnly` and `SameSite=Strict`, and both forms
/// are refused to other sites.
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class SignInPage {
  private static final String HOME = "/";

  private final Sessions sessions;
  private final HandOutTokens tokens;
  private final KeepAuditLog log;

  public SignInPage(Sessions sessions, HandOutTokens tokens, KeepAuditLog log) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.log = log;
  }

  @CheckedTemplate(basePath = "web")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance signIn(String next, boolean refused, @Nullable Visitor visitor);
  }

  @GET
  @Path("sign-in")
  @Operation(hidden = true)
  public TemplateInstance form(@RestQuery @DefaultValue(HOME) String next) {
    return Templates.signIn(local(next), false, null);
  }

  @POST
  @Path("sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response signIn(
      @RestForm @DefaultValue("") String token,
      @RestForm @DefaultValue(HOME) String next,
      @Context HttpServerRequest request) {
    requireOwnForm(request);
    String secret = token.strip();
    AccessToken known = tokens.authenticate(secret);
    if (known == null) {
      return Response.status(401)
          .entity(Templates.signIn(local(next), true, null).render())
          .build();
    }
    log.write(known.name(), known.role(), "session.sign-in", known.id().toString(), null, null);
    return Response.seeOther(URI.create(local(next)))
        .cookie(cookie(sessions.begin(secret), (int) Sessions.LIFE.toSeconds(), request))
        .build();
  }

  @POST
  @Path("sign-out")
  @Operation(hidden = true)
  public Response signOut(
      @RestCookie(SessionAuthentication.COOKIE) @Nullable String session,
      @Context HttpServerRequest request) {
    requireOwnForm(request);
    if (session != null) {
      sessions.end(session);
    }
    return Response.seeOther(URI.create("/sign-in")).cookie(cookie("", 0, request)).build();
  }

  private static NewCookie cookie(String value, int seconds, HttpServerRequest request) {
    return new NewCookie.Builder(SessionAuthentication.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(request.isSSL())
        .sameSite(NewCookie.SameSite.STRICT)
        .build();
  }

  /// A path of this service, whatever the form says: nobody is sent elsewhere.
  private static String local(String next) {
    return next.matches("/([A-Za-z0-9._~-][A-Za-z0-9._~/-]*(\\?[A-Za-z0-9._~/=&%:-]*)?)?")
        ? next
        : HOME;
  }

  /// Browsers say where a form was sent from.
  static void requireOwnForm(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new ForbiddenException("this form was sent from another site");
    }
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    // Chromium writes null where the page sends no referrer; Sec-Fetch-Site has spoken then
    if (origin != null
        && !origin.equals("null")
        && !origin.replaceFirst("^https?://", "").equals(host)) {
      throw new ForbiddenException("this form was sent from another site");
    }
  }
}
