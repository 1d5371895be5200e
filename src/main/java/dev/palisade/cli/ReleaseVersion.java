package dev.palisade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote beside this class.
final class ReleaseVersion implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    try (var file = Objects.requireNonNull(getClass().getResourceAsStream("version.txt"))) {
      return new String[] {"palisade " + new String(file.readAllBytes(), UTF_8).strip()};
    }
  }
}
