package dev.palisade.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server of our own with its data kept, for evaluation and small installations.
///
/// Everything lies in one folder, readable by its owner alone:
/// - `pg-17`: the data. The major version is part of the name, since no other version can read it;
/// - `pg-bin`: the server's binaries, unpacked from their jar;
/// - `database-password`: made at the first start, and asked of every connection. Without it any
///   local user could change the evidence;
/// - `database.lock`: held while a process uses the folder.
///
/// The server listens on loopback TCP only, has no Unix socket, and writes through to the disk. A
/// server that a killed process left behind is ended at the next start.
public final class EmbeddedDatabase implements AutoCloseable {
  /// Major version of the binaries that the build brings along.
  private static final String DATA = "pg-17";

  /// Within the data folder: initdb came to its end here.
  private static final String INITIALISED = "palisade-initialised";

  /// Owner of our database. The superuser is only used to make it, so that what the schema forbids
  /// stays forbidden to the service.
  private static final String OWNER = "palisade";

  /// What the owner becomes for all but migrations: may read and append. The owner may not make
  /// roles.
  private static final String SERVICE = "palisade_service";

  /// What it becomes to prune what is old, and for nothing else.
  private static final String RETENTION = "palisade_retention";

  private final EmbeddedPostgres server;
  private final FileChannel lock;
  private final String password;

  private EmbeddedDatabase(EmbeddedPostgres server, FileChannel lock, String password) {
    this.server = server;
    this.lock = lock;
    this.password = password;
  }

  /// Starts the server on the folder, which is made when it is not there.
  ///
  /// @param port 0: any free one
  /// @throws IOException another process uses the folder, or the server does not start
  public static EmbeddedDatabase start(Path folder, int port) throws IOException {
    Path home = folder.toAbsolutePath().normalize();
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    FileChannel lock = lock(home);
    try {
      Path data = home.resolve(DATA);
      endServerLeftBehind(data);
      discardUnfinished(data);
      Path passwordFile = home.resolve("database-password");
      String password = password(passwordFile, data);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setOverrideWorkingDirectory(home.resolve("pg-bin").toFile())
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setPort(port)
              // options of initdb, which come after the library's own "-A trust" and replace it
              .setLocaleConfig("auth", "scram-sha-256")
              .setLocaleConfig("pwfile", passwordFile.toString())
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setLocaleConfig("locale", "C")
              .setConnectConfig("password", password)
              .setDataDirectoryCustomizer(EmbeddedDatabase::markInitialised)
              // the library starts the server with -F and synchronous_commit off: it is made for
              // tests
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("max_connections", "50")
              .setServerConfig("logging_collector", "on")
              .setServerConfig("log_filename", "postgresql-%a.log")
              .setServerConfig("log_truncate_on_rotation", "on")
              .start();
      var database = new EmbeddedDatabase(server, lock, password);
      try {
        database.createDatabase();
      } catch (IOException e) {
        database.close();
        throw e;
      }
      return database;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Where a server listens that another process started on the folder.
  public record Running(String jdbcUrl, String user, String password) {}

  /// The server that another process uses on the folder; null when nobody does.
  ///
  /// @throws IOException if there is no database in the folder, or it cannot be read
  public static @Nullable Running running(Path folder) throws IOException {
    Path home = folder.toAbsolutePath().normalize();
    Path pidFile = home.resolve(DATA).resolve("postmaster.pid");
    if (!Files.exists(home.resolve(DATA).resolve(INITIALISED))) {
      throw new IOException(home + " holds no database");
    }
    try {
      lock(home).close();
      return null;
    } catch (IOException e) {
      // its fourth line is the port: https://www.postgresql.org/docs/17/storage-file-layout.html
      List<String> lines = Files.readAllLines(pidFile, UTF_8);
      return new Running(
          url(Integer.parseInt(lines.get(3).strip())),
          OWNER,
          Files.readString(home.resolve("database-password"), UTF_8).strip());
    }
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + OWNER;
  }

  public String jdbcUrl() {
    return url(server.getPort());
  }

  public String user() {
    return OWNER;
  }

  public String password() {
    return password;
  }

  /// Stops the server; open transactions are rolled back.
  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      lock.close();
    }
  }

  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.resolve("database.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process: refused just the same
    }
    channel.close();
    throw new IOException(home + " is in use by another Palisade");
  }

  /// A killed process leaves its server running on the folder: it must end, or the new one cannot
  /// start. Our lock is held, so nobody who still lives uses it.
  private static void endServerLeftBehind(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    ProcessHandle process = process(pidFile);
    if (process == null) {
      return;
    }
    String command = process.info().commandLine().orElse("");
    if (!command.isEmpty() && !command.contains(data.toString())) {
      // the number was given to another program since, which would keep PostgreSQL from starting
      Files.delete(pidFile);
      return;
    }
    process.destroy();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("PostgreSQL, process " + process.pid() + ", still holds " + data, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL ends on " + data, e);
    }
  }

  private static @Nullable ProcessHandle process(Path pidFile) throws IOException {
    String first = Files.readString(pidFile, UTF_8).lines().findFirst().orElse("").strip();
    try {
      return ProcessHandle.of(Long.parseLong(first)).orElse(null);
    } catch (NumberFormatException e) {
      throw new IOException(
          pidFile + " begins with \"" + first + "\", not with a process number", e);
    }
  }

  /// What an initdb that was cut short left behind holds no data: no server was ever started on it.
  private static void discardUnfinished(Path data) throws IOException {
    if (!Files.exists(data) || Files.exists(data.resolve(INITIALISED))) {
      return;
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void markInitialised(File data) {
    try {
      Files.writeString(data.toPath().resolve(INITIALISED), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String password(Path file, Path data) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file, UTF_8).strip();
    }
    if (Files.exists(data)) {
      throw new IOException(
          file + " is missing: the data in " + data + " cannot be opened without it");
    }
    var secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n", UTF_8);
    return password;
  }

  private void createDatabase() throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      if (!isThere(connection, "select 1 from pg_roles where rolname = ?", OWNER)) {
        // of the alphabet of base64url: nothing in it needs quoting
        statement.execute("create role " + OWNER + " login password '" + password + "'");
      }
      for (String role : List.of(SERVICE, RETENTION)) {
        if (!isThere(connection, "select 1 from pg_roles where rolname = ?", role)) {
          statement.execute("create role " + role + " nologin");
        }
        statement.execute("grant " + role + " to " + OWNER);
      }
      if (!isThere(connection, "select 1 from pg_database where datname = ?", OWNER)) {
        statement.execute("create database " + OWNER + " owner " + OWNER);
      }
    } catch (SQLException e) {
      throw new IOException("the embedded database cannot be prepared: " + e.getMessage(), e);
    }
  }

  private static boolean isThere(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      return statement.executeQuery().next();
    }
  }
}
