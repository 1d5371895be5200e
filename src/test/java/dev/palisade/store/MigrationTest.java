package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationTest {

  @Test
  void anEmptyDatabaseIsBroughtToTheNewestSchemaOnceAndAgain() throws IOException {
    Flyway flyway = Flyway.configure().dataSource(TestServer.newDatabase(), null, null).load();
    assertThat(flyway.migrate().migrationsExecuted).isEqualTo(files().size());
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    assertThat(flyway.migrate().migrationsExecuted).isZero();
  }

  @Test
  void everyMigrationIsNamedByItsTimeAndIntention() throws IOException {
    assertThat(files()).isNotEmpty().allMatch(f -> f.matches("V\\d{12}__[a-z0-9_]+\\.sql"));
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("migrations"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
