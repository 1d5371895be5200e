package dev.palisade.application;

import dev.palisade.store.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Starts a database of our own in the data folder, for a service that was given none.
public final class StartDatabase implements AutoCloseable {
  private final EmbeddedDatabase database;

  private StartDatabase(EmbeddedDatabase database) {
    this.database = database;
  }

  /// @param port of the database on loopback; 0: any free one
  public static StartDatabase in(Path dataFolder, int port) throws IOException {
    return new StartDatabase(EmbeddedDatabase.start(dataFolder, port));
  }

  /// The settings by which the service finds the database.
  public Map<String, String> settings() {
    return Map.of(
        "quarkus.datasource.jdbc.url", database.jdbcUrl(),
        "quarkus.datasource.username", database.user(),
        "quarkus.datasource.password", database.password());
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
