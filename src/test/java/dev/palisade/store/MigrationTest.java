package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
  void anOwnerWithoutRightsOverRolesIsToldWhatAnAdministratorHasToDo() throws Exception {
    String url = TestServer.newDatabase();
    String database = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    String owner = "owner_of_" + database;
    try (Connection connection = DriverManager.getConnection(url);
        Statement administrator = connection.createStatement()) {
      TestServer.newMigratedDatabase(); // the role is there: roles belong to the server
      administrator.execute("CREATE ROLE " + owner + " LOGIN PASSWORD 'secret'");
      administrator.execute("ALTER DATABASE " + database + " OWNER TO " + owner);
      Flyway flyway =
          Flyway.configure().dataSource(url.substring(0, url.indexOf('?')), owner, "secret").load();
      assertThatThrownBy(flyway::migrate)
          .hasMessageContaining(
              "role " + owner + " may neither create the role palisade_service nor join it")
          .hasMessageContaining("GRANT palisade_service TO " + owner);
      administrator.execute("GRANT palisade_service TO " + owner);
      assertThatThrownBy(flyway::migrate)
          .hasMessageContaining("GRANT palisade_retention TO " + owner);
      administrator.execute("GRANT palisade_retention TO " + owner);
      flyway.migrate();
      assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    }
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
