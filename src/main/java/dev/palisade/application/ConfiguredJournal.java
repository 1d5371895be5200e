package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What is kept of a cluster between snapshots: `palisade.journal.…`.
@ConfigMapping(prefix = "palisade.journal")
public interface ConfiguredJournal {
  /// Whether the configured clusters are watched.
  @WithDefault("true")
  boolean watch();

  /// How often it is written down that a kind was watched: so much of the watch is not proved when
  /// the service is killed.
  @WithDefault("PT10M")
  Duration proof();

  /// How long an audit log may be silent before that is a finding.
  @WithDefault("PT24H")
  Duration auditSilence();
}
