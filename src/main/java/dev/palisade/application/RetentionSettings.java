package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How long evidence is kept: `palisade.retention.…`.
@ConfigMapping(prefix = "palisade.retention")
public interface RetentionSettings {
  /// What is younger stays whatever happens. Fewer than 12 keep the service from starting.
  @WithDefault("24")
  int months();

  /// When what is older is pruned, in Quartz' notation and UTC; `off`: never by the service itself.
  @WithDefault("0 40 3 * * ?")
  String cron();
}
