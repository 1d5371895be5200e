package dev.palisade.application;

import java.time.Duration;

/// The journal's settings as they are where nobody says otherwise.
record UsualJournal() implements ConfiguredJournal {
  @Override
  public boolean watch() {
    return true;
  }

  @Override
  public Duration proof() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Duration auditSilence() {
    return Duration.ofHours(24);
  }
}
