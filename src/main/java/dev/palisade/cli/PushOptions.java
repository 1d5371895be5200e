package dev.palisade.cli;

import dev.palisade.application.UnusableInput;
import dev.palisade.application.push.PushSnapshot;
import dev.palisade.application.push.ServiceConnection;
import dev.palisade.application.push.ServiceConnection.PlainHttp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The service that snapshots are sent to.
final class PushOptions {
  @Option(
      names = "--push",
      paramLabel = "URL",
      description = "Send the snapshot to the service there. What it has is not sent again.")
  private @Nullable String service;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token to push with: role collector, for this cluster.")
  private @Nullable Path token;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "Certificates (PEM) of the authorities that vouch for the service.")
  private @Nullable Path trusted;

  @Option(names = "--insecure-http", description = "Push over plain http to other machines, too.")
  private boolean insecure;

  boolean isGiven() {
    return service != null;
  }

  /// @throws UnusableInput if no service can be reached by what was given
  PushSnapshot push() {
    if (service == null) {
      throw new UnusableInput("--push is missing: --token-file and --ca-file go with it");
    }
    if (token == null) {
      throw new UnusableInput("--token-file is missing: a service knows collectors by their token");
    }
    return PushSnapshot.to(
        ServiceConnection.of(
            service, token, trusted, insecure ? PlainHttp.ANYWHERE : PlainHttp.LOOPBACK));
  }

  boolean isIncomplete() {
    return service == null && (token != null || trusted != null || insecure);
  }
}
