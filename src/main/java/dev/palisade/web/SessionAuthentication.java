package dev.palisade.web;

import dev.palisade.api.access.BearerAuthentication;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows the visitors of pages by their session. The API takes no cookie: what a browser sends
/// along by itself changes nothing there.
@ApplicationScoped
public class SessionAuthentication implements HttpAuthenticationMechanism {
  static final String COOKIE = "palisade-session";
  private static final String API = "/api/";

  private final Sessions sessions;

  public SessionAuthentication(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager manager) {
    String secret = secret(request);
    return secret == null
        ? Uni.createFrom().nullItem()
        : manager.authenticate(
            new TokenAuthenticationRequest(new TokenCredential(secret, "session")));
  }

  private @Nullable String secret(RoutingContext request) {
    if (request.normalizedPath().startsWith(API)
        || request.request().getHeader("Authorization") != null) {
      return null;
    }
    Cookie cookie = request.request().getCookie(COOKIE);
    return cookie == null ? null : sessions.secret(cookie.getValue());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", BearerAuthentication.CHALLENGE));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
