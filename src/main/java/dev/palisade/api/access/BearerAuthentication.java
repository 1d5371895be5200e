package dev.palisade.api.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// `Authorization: Bearer SECRET` (RFC 6750 section 2.1). Another scheme is refused rather than
/// passed over: who sends credentials wants to be known by them.
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {
  /// What an answer 401 asks for.
  public static final String CHALLENGE = "Bearer realm=\"palisade\"";

  private static final String SCHEME = "Bearer ";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager manager) {
    String header = request.request().getHeader("Authorization");
    if (header == null) {
      return Uni.createFrom().nullItem();
    }
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().failure(new AuthenticationFailedException("not a bearer token"));
    }
    String secret = header.substring(SCHEME.length()).strip();
    return manager.authenticate(
        new TokenAuthenticationRequest(new TokenCredential(secret, "bearer")));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
