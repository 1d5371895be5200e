package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// A process of [ReplicaMain], and what it said to be stored.
final class Replica {
  private final Process process;
  private final Thread reader;
  private final Map<Long, String> stored = new TreeMap<>();

  Replica(EmbeddedDatabase database, String cluster, long seed) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ReplicaMain.class.getName(),
                database.jdbcUrl(),
                database.user(),
                database.password(),
                cluster,
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    reader = Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String[] words = line.split(" ");
        // a last line may be cut short by the kill
        if (words.length == 2 && words[1].length() == 64) {
          synchronized (stored) {
            stored.put(Long.parseLong(words[0]), words[1]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Chain digests by sequence.
  Map<Long, String> stored() {
    synchronized (stored) {
      return new TreeMap<>(stored);
    }
  }

  int count() {
    synchronized (stored) {
      return stored.size();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// `kill -9`; returns when all is read that it said.
  void kill() throws InterruptedException {
    // through the handle: Process.destroyForcibly would close the stream that is still to be read
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }
}
