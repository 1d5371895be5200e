package dev.palisade.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir static Path binaries;
  @TempDir Path folder;

  /** Unpacking them takes longer than the rest of a test: all the tests share one copy. */
  @BeforeEach
  void shareTheBinaries() throws IOException {
    Files.createSymbolicLink(folder.resolve("pg-bin"), binaries);
  }

  @AfterEach
  void leaveTheBinaries() throws IOException {
    Files.delete(folder.resolve("pg-bin"));
  }

  @Test
  void keepsWhatWasCommittedWhenTheServerIsKilled() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      write(database, "kept");
      kill(postmaster());
    }
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(read(database)).isEqualTo("kept");
    }
  }

  @Test
  void endsTheServerThatAKilledProcessLeftBehind() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Abandoned.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var started = process.inputReader()) {
      assertThat(started.lines().anyMatch("committed"::equals)).isTrue();
    }
    kill(process.toHandle());
    ProcessHandle leftBehind = postmaster();
    assertThat(leftBehind.isAlive()).isTrue();

    try (var database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(leftBehind.isAlive()).isFalse();
      assertThat(read(database)).isEqualTo("by a process that was killed");
    }
  }

  @Test
  void refusesEveryConnectionWithoutThePassword() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      for (String user : new String[] {database.user(), "postgres"}) {
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, "postgres"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, ""))
            .isInstanceOf(SQLException.class);
      }
      assertThat(Files.getPosixFilePermissions(folder.resolve("database-password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Files.readAllLines(folder.resolve("pg-17/pg_hba.conf")))
          .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
          .isNotEmpty()
          .allMatch(line -> line.endsWith("scram-sha-256"));
    }
  }

  @Test
  void theServiceIsNoSuperuserAndCommitsAreWrittenThrough() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0);
        Connection connection = connect(database)) {
      assertThat(setting(connection, "is_superuser")).isEqualTo("off");
      assertThat(setting(connection, "fsync")).isEqualTo("on");
      assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void itsOwnerMigratesAndWorksAsTheServicesRole() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0);
        Connection connection = connect(database);
        var statement = connection.createStatement()) {
      Flyway.configure()
          .dataSource(database.jdbcUrl(), database.user(), database.password())
          .load()
          .migrate();
      statement.execute("SET ROLE palisade_service");
      statement.execute("INSERT INTO cluster (name, created_at) VALUES ('c', now())");
      assertThatThrownBy(() -> statement.execute("DELETE FROM cluster"))
          .hasMessageContaining("permission denied for table cluster");
    }
  }

  @Test
  void refusesAFolderThatIsInUse() throws Exception {
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0))
          .isInstanceOf(IOException.class)
          .hasMessage(folder + " is in use by another Palisade");
      write(database, "unharmed");
    }
  }

  @Test
  void beginsAnewWhereInitialisationWasCutShort() throws Exception {
    Files.createDirectories(folder.resolve("pg-17/base"));
    Files.writeString(folder.resolve("pg-17/postgresql.conf"), "half of it");
    Files.writeString(folder.resolve("database-password"), "given\n");
    try (var database = EmbeddedDatabase.start(folder, 0)) {
      write(database, "new");
      assertThat(database.password()).isEqualTo("given");
    }
  }

  /// A process that starts the database, commits and waits to be killed.
  static final class Abandoned {
    public static void main(String[] arguments) throws Exception {
      EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
      write(database, "by a process that was killed");
      System.out.println("committed");
      Thread.currentThread().join();
    }
  }

  private static void write(EmbeddedDatabase database, String text) throws SQLException {
    try (Connection connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute("create table note(text text)");
      statement.execute("insert into note values ('" + text + "')");
    }
  }

  private static String read(EmbeddedDatabase database) throws SQLException {
    try (Connection connection = connect(database)) {
      return single(connection, "select text from note");
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    return single(connection, "select current_setting('" + name + "')");
  }

  private static String single(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(folder.resolve("pg-17/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
  }
}
