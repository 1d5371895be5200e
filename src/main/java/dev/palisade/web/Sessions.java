package dev.palisade.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is signed in, by a random name that the browser's cookie holds. The token itself never goes
/// back to the browser; it is asked about anew with each page, so that a revoked one ends its
/// sessions. They live in this process's memory: a restart signs everyone out, and replicas behind
/// one address need affinity.
@ApplicationScoped
public class Sessions {
  static final Duration LIFE = Duration.ofHours(8);
  private static final int MOST = 10_000;
  private static final int NAME_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  /// The eldest first.
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  private record Session(String secret, Instant ends) {}

  public Sessions(Clock clock) {
    this.clock = clock;
  }

  /// The name of a new session.
  synchronized String begin(String secret) {
    byte[] bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    sessions.values().removeIf(session -> !now.isBefore(session.ends()));
    if (sessions.size() >= MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    sessions.put(name, new Session(secret, now.plus(LIFE)));
    return name;
  }

  /// The token that a session began with; null: there is no such session any more.
  synchronized @Nullable String secret(String name) {
    Session session = sessions.get(name);
    return session == null || !clock.instant().isBefore(session.ends()) ? null : session.secret();
  }

  synchronized void end(String name) {
    sessions.remove(name);
  }
}
