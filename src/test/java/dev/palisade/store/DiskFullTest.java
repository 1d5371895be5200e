package dev.palisade.store;

import static dev.palisade.store.Histories.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk is full in the middle of a snapshot: it fails, nothing of it is stored, and what comes
/// once there is room again is the next of the sequence. On a small file system of its own, for
/// which one has to be root.
class DiskFullTest {
  private static final int CHUNK = 1 << 20;
  private static final int ROOM = 12 * CHUNK;

  @TempDir Path folder;
  private @Nullable EmbeddedDatabase database;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=320m", "palisade-test", folder.toString()) == 0;
    assumeTrue(mounted, "a file system can be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (database != null) {
      database.close();
    }
    if (mounted) {
      await().until(() -> run("umount", folder.toString()) == 0);
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // no such program
    }
  }

  @Test
  void aSnapshotForWhichThereIsNoRoomLeavesNothingAndTheNextIsStored() throws Exception {
    EmbeddedDatabase server = EmbeddedDatabase.start(folder, 0);
    database = server;
    Flyway.configure()
        .dataSource(server.jdbcUrl(), server.user(), server.password())
        .load()
        .migrate();
    StoredSnapshot first = append(server, large(0));

    Path filler = folder.resolve("filler");
    fill(filler);
    int stored = 1;
    SQLException full = null;
    // what is free within the database's own files is used up first
    while (full == null && stored < 60) {
      try {
        append(server, large(stored));
        stored++;
      } catch (SQLException e) {
        full = e;
      }
    }
    assertThat((Throwable) full).as("an append on a full disk").isNotNull();
    System.out.println("DiskFullTest: after " + stored + " snapshots: " + full.getMessage());

    Files.delete(filler);
    // where the log itself had no room the server starts anew, by itself or with the service
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              requireServer();
              return verify().isWhole();
            });
    int whole = stored;
    assertThat(verify().snapshots()).as("snapshots that were said to be stored").isEqualTo(whole);
    StoredSnapshot next = append(requireServer(), large(99));
    assertThat(next.sequence()).isEqualTo(whole + 1);
    assertThat(next.cluster()).isEqualTo(first.cluster());
    assertThat(verify()).isEqualTo(new ChainVerification(whole + 1, List.of()));
  }

  private EmbeddedDatabase requireServer() throws IOException {
    EmbeddedDatabase server = java.util.Objects.requireNonNull(database);
    if (!Files.exists(folder.resolve("pg-17/postmaster.pid"))) {
      server.close();
      server = EmbeddedDatabase.start(folder, 0);
      database = server;
    }
    return server;
  }

  /// Leaves room for some of a snapshot, not for many.
  private static void fill(Path filler) throws IOException {
    byte[] nothing = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(nothing);
      }
    } catch (IOException e) {
      assertThat(Files.size(filler)).as("filled before: " + e.getMessage()).isGreaterThan(ROOM);
    }
    try (FileChannel file = FileChannel.open(filler, StandardOpenOption.WRITE)) {
      file.truncate(file.size() - ROOM);
    }
  }

  /// Some megabytes that cannot be compressed.
  private static Snapshot large(int hour) {
    Random random = new Random(hour);
    List<Manifest> manifests = new ArrayList<>();
    byte[] noise = new byte[40_000];
    for (int i = 0; i < 150; i++) {
      random.nextBytes(noise);
      manifests.add(manifest("a", "pod-" + i, java.util.Base64.getEncoder().encodeToString(noise)));
    }
    return Histories.snapshot("full", hour, manifests, List.of());
  }

  private static Connection connect(EmbeddedDatabase server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }

  private static StoredSnapshot append(EmbeddedDatabase server, Snapshot snapshot)
      throws SQLException {
    try (Connection connection = connect(server);
        Statement role = connection.createStatement()) {
      role.execute("SET ROLE palisade_service");
      connection.setAutoCommit(false);
      StoredSnapshot stored = new SnapshotWriter(connection).append(snapshot, UUID.randomUUID());
      connection.commit();
      return stored;
    }
  }

  private ChainVerification verify() throws Exception {
    try (Connection connection = connect(requireServer())) {
      connection.setAutoCommit(false);
      return new ChainCheck(connection, "full").run();
    }
  }
}
