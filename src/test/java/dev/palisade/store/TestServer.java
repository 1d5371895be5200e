package dev.palisade.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// One PostgreSQL for all tests of a JVM: a container where Docker answers, else embedded binaries.
/// `-Dtest.db=docker|embedded` forces one of them. Each test class takes a database of its own.
final class TestServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestServer() {}

  /// A server's address.
  ///
  /// @param base what stands before the database's name in a JDBC URL
  record Address(String base, String user, String password) {
    String url(String database) {
      return base + database + "?user=" + user + "&password=" + password;
    }
  }

  private static final class Holder {
    static final Address ADDRESS = start();
  }

  private static Address start() {
    String mode = System.getProperty("test.db", "auto");
    boolean docker =
        mode.equals("docker")
            || (mode.equals("auto") && DockerClientFactory.instance().isDockerAvailable());
    return docker ? container() : embedded();
  }

  @SuppressWarnings("resource") // lives as long as the JVM
  private static Address container() {
    var server =
        new PostgreSQLContainer(
            DockerImageName.parse(System.getProperty("test.pg.image", "postgres:17-alpine"))
                .asCompatibleSubstituteFor("postgres"));
    server.start();
    String url = server.getJdbcUrl();
    return new Address(
        url.substring(0, url.lastIndexOf('/') + 1), server.getUsername(), server.getPassword());
  }

  @SuppressWarnings("resource") // lives as long as the JVM: zonky's own shutdown hook ends it
  private static Address embedded() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().start();
      return new Address(
          "jdbc:postgresql://localhost:" + server.getPort() + "/", "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException("no PostgreSQL for the tests", e);
    }
  }

  static Address address() {
    return Holder.ADDRESS;
  }

  /// The JDBC URL of a new, empty database.
  static String newDatabase() {
    return newDatabase("template1");
  }

  /// The JDBC URL of a new database with all migrations.
  static String newMigratedDatabase() {
    return newDatabase(Migrated.TEMPLATE);
  }

  private static final class Migrated {
    static final String TEMPLATE;

    static {
      String url = newDatabase();
      Flyway.configure().dataSource(url, null, null).load().migrate();
      TEMPLATE = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
    }
  }

  private static String newDatabase(String template) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(address().url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return address().url(name);
  }
}
