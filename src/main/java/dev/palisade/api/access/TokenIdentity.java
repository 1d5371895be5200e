package dev.palisade.api.access;

import dev.palisade.application.AccessToken;
import dev.palisade.application.HandOutTokens;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Knows the bearer of a token. Tokens are found by the SHA-256 of 256 random bits, so that no
/// secret is compared character by character, and how long an answer takes says nothing about one.
@ApplicationScoped
public class TokenIdentity implements IdentityProvider<TokenAuthenticationRequest> {
  static final String TOKEN = "dev.palisade.token";

  private final HandOutTokens tokens;

  public TokenIdentity(HandOutTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> identity(request.getToken().getToken()));
  }

  private SecurityIdentity identity(String secret) {
    AccessToken token = tokens.authenticate(secret);
    if (token == null) {
      throw new AuthenticationFailedException("the token is unknown, expired or revoked");
    }
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(token.name()))
        .addRole(token.role().toString())
        .addAttribute(TOKEN, token)
        .build();
  }
}
