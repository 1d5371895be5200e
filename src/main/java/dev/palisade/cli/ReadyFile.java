package dev.palisade.cli;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ready.json` in the data folder: it is there while the service is ready, and `make up` waits for it.
///
///     {"pid": 4711, "address": "http://localhost:8080", "tokensFile": "…/tokens", "artifacts": ["…/out/….pdf"]}
///
/// @param tokensFile file of mode 600 with a line `role token` for each role
/// @param artifacts what was written for people to look at
record ReadyFile(String address, Path tokensFile, List<Path> artifacts) {
  private static final String NAME = "ready.json";

  ReadyFile {
    artifacts = List.copyOf(artifacts);
  }

  /// Whoever waits sees the whole file or none.
  void write(Path dataFolder) throws IOException {
    Path unfinished = dataFolder.resolve(NAME + ".new");
    try (var out = Files.newOutputStream(unfinished);
        var json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("pid", ProcessHandle.current().pid());
      json.writeStringField("address", address);
      json.writeStringField("tokensFile", tokensFile.toString());
      json.writeArrayFieldStart("artifacts");
      for (Path artifact : artifacts) {
        json.writeString(artifact.toString());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    Files.move(
        unfinished,
        dataFolder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// A service that is ready.
  record Ready(String address, Path tokensFile) {}

  /// The service that works on a data folder; null when none does, or not yet. What a service left
  /// behind that was killed does not count.
  static @Nullable Ready read(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve(NAME);
    if (!Files.exists(file)) {
      return null;
    }
    long pid = 0;
    String address = "";
    String tokens = "";
    try (var json = new JsonFactory().createParser(Files.readAllBytes(file))) {
      while (json.nextToken() != null) {
        switch (String.valueOf(json.currentName())) {
          case "pid" -> pid = json.getValueAsLong();
          case "address" -> address = json.getText();
          case "tokensFile" -> tokens = json.getText();
          default -> {}
        }
      }
    }
    boolean lives = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    return lives ? new Ready(address, Path.of(tokens)) : null;
  }

  static void remove(Path dataFolder) throws IOException {
    Files.deleteIfExists(dataFolder.resolve(NAME));
  }
}
