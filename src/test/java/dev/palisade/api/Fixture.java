package dev.palisade.api;

import static io.restassured.RestAssured.given;

import dev.palisade.application.HandOutTokens;
import dev.palisade.application.LoadSample;
import dev.palisade.application.Role;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token for each role, and the sample cluster with its two snapshots and reports.
@ApplicationScoped
public class Fixture {
  private final HandOutTokens tokens;
  private final LoadSample sample;
  private final Clock clock;
  private final Map<Role, String> secrets = new EnumMap<>(Role.class);
  private boolean loaded;

  public Fixture(HandOutTokens tokens, LoadSample sample, Clock clock) {
    this.tokens = tokens;
    this.sample = sample;
    this.clock = clock;
  }

  public synchronized String secret(Role role) {
    return secrets.computeIfAbsent(role, one -> token("test " + one, one, null));
  }

  public String token(String name, Role role, @Nullable List<String> clusters) {
    return tokens.issue(name + " " + UUID.randomUUID(), role, clusters, null, "test").secret();
  }

  public String expired() {
    return tokens
        .issue("late", Role.AUDITOR, null, clock.instant().minus(Duration.ofDays(1)), "test")
        .secret();
  }

  public String revoked() {
    HandOutTokens.Handed handed = tokens.issue("gone", Role.AUDITOR, null, null, "test");
    tokens.revoke(handed.token().id(), "test");
    return handed.secret();
  }

  public RequestSpecification as(Role role) {
    return with(secret(role));
  }

  public static RequestSpecification with(String secret) {
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + secret);
  }

  public synchronized void loadSample() throws IOException {
    if (!loaded) {
      sample.load(Path.of("target/test-sample"));
      loaded = true;
    }
  }
}
