package dev.palisade.cli;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.application.DialectChoice;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How policies are read: common to all commands that read some.
final class ManifestOptions {
  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description =
          "Whose policies they are: kubernetes, calico or cilium. Default: calico or cilium if policies of that kind are there.")
  private @Nullable Dialect dialect;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Overrides a setting of the dialect.")
  private Map<String, String> settings = new TreeMap<>();

  DialectChoice choice() {
    return new DialectChoice(dialect, new TreeMap<>(settings));
  }
}
