package dev.palisade.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/// The service's one source of time.
final class ServiceClock {
  private ServiceClock() {}

  @Produces
  @ApplicationScoped
  static Clock utc() {
    return Clock.systemUTC();
  }
}
