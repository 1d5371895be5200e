package dev.palisade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.application.CollectSnapshot.ServerFault;
import dev.palisade.application.push.PushSnapshot;
import dev.palisade.application.push.ServiceConnection;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The store in a data folder, by the service that works on it: the one that is running, or one
/// that is started for as long as this takes. There is one way into the store, which seals what it
/// takes.
final class LocalStore implements AutoCloseable {
  private static final Duration STARTING = Duration.ofMinutes(3);
  private static final Duration STOPPING = Duration.ofSeconds(60);
  private static final String COLLECTOR = "collector ";

  private final ReadyFile.Ready service;
  private final @Nullable Process ours;

  private LocalStore(ReadyFile.Ready service, @Nullable Process ours) {
    this.service = service;
    this.ours = ours;
  }

  /// @throws ServerFault if no service runs there and none can be started
  static LocalStore in(Path data) {
    try {
      Files.createDirectories(data);
      ReadyFile.Ready running = ReadyFile.read(data);
      return running == null ? started(data) : new LocalStore(running, null);
    } catch (IOException e) {
      throw new ServerFault("--data: " + data + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFault("interrupted while the store is opened", e);
    }
  }

  /// What to say before anything is stored.
  String words() {
    return ours == null
        ? "into the store of the service at " + service.address()
        : "into the store of " + service.tokensFile().getParent();
  }

  PushSnapshot push() {
    try {
      String token =
          Files.readAllLines(service.tokensFile(), UTF_8).stream()
              .filter(line -> line.startsWith(COLLECTOR))
              .map(line -> line.substring(COLLECTOR.length()).strip())
              .findFirst()
              .orElseThrow(
                  () -> new ServerFault(service.tokensFile() + ": has no collector's token", null));
      return PushSnapshot.to(new ServiceConnection(URI.create(service.address()), token, null));
    } catch (IOException e) {
      throw new ServerFault(service.tokensFile() + ": cannot be read", e);
    }
  }

  private static LocalStore started(Path data) throws IOException, InterruptedException {
    String classes = System.getProperty("java.class.path");
    if (classes.contains(File.pathSeparator) || !classes.endsWith(".jar")) {
      throw new IOException("the service can be started by the launcher alone: ./palisade collect");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", classes, "serve", "--data", data.toString()));
    command.addAll(List.of("--port", String.valueOf(freePort())));
    Path log = data.resolve("collect.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long end = System.nanoTime() + STARTING.toNanos();
    while (System.nanoTime() < end) {
      ReadyFile.Ready ready = ReadyFile.read(data);
      if (ready != null) {
        return new LocalStore(ready, process);
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException("the store does not open: " + lastLine(log));
      }
    }
    process.destroy();
    throw new IOException("the store does not open within " + STARTING.toMinutes() + " minutes");
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readAllLines(log, UTF_8).stream()
        .filter(line -> !line.isBlank())
        .reduce((before, last) -> last)
        .orElse("see " + log);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Stops the service if it was started for this.
  @Override
  public void close() {
    if (ours == null) {
      return;
    }
    ours.destroy();
    try {
      if (!ours.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
        ours.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
