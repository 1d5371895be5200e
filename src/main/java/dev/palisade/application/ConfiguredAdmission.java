package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// What the admission hook answers: `palisade.admission.…`.
@ConfigMapping(prefix = "palisade.admission")
public interface ConfiguredAdmission {
  /// By cluster; one that is not named is only recorded.
  Map<String, Enforcement> enforce();

  /// By when a change has to be judged.
  @WithDefault("PT5S")
  Duration deadline();

  /// What is answered when it was not judged by then.
  @WithDefault("allow")
  Undecided undecided();

  /// What becomes of a change that a review would block.
  enum Enforcement {
    /// It is allowed, and recorded.
    RECORD,
    /// It is denied.
    BLOCK
  }

  /// What becomes of a change that could not be judged.
  enum Undecided {
    ALLOW,
    DENY
  }
}
