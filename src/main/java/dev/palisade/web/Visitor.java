package dev.palisade.web;

import dev.palisade.application.AccessToken;

/// Who looks at a page.
public record Visitor(String name, String role) {
  static Visitor of(AccessToken token) {
    return new Visitor(token.name(), token.role().toString());
  }
}
