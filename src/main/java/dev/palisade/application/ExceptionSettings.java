package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/// When people are told that exceptions end: `palisade.exceptions.…`.
@ConfigMapping(prefix = "palisade.exceptions")
public interface ExceptionSettings {
  /// So many days before an approved exception ends it is told of; 0: when it has ended.
  @WithDefault("30,7,1,0")
  List<Integer> remindBefore();
}
