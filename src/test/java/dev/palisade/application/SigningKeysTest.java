package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.ledger.KeyFile;
import dev.palisade.ledger.KeyHistory;
import dev.palisade.ledger.SignedNote;
import dev.palisade.ledger.SigningKey;
import dev.palisade.ledger.VerifierKey;
import dev.palisade.store.CheckpointStore;
import dev.palisade.store.KeyHistoryStore;
import dev.palisade.store.LedgerStore;
import dev.palisade.store.ServiceDatabase;
import dev.palisade.store.StoredCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the log's keys come from, and what happens when they change.
class SigningKeysTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

  private final ServiceDatabase database = new ServiceDatabase();
  private final KeyHistoryStore histories = new KeyHistoryStore(database);
  private final LedgerStore ledger = new LedgerStore(database);
  private final CheckpointStore checkpoints = new CheckpointStore(database);
  private final Hands clock = new Hands();
  @TempDir Path folder;

  /// A clock that is set by hand.
  private static final class Hands extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private record Settings(Optional<String> name, Optional<List<Path>> keyFiles, KeyStore keyStore)
      implements LedgerSettings {
    @Override
    public Duration overlap() {
      return Duration.ofDays(30);
    }

    @Override
    public Duration checkpointEvery() {
      return Duration.ofHours(24);
    }
  }

  private record Store(
      Optional<Path> file,
      Optional<String> type,
      Optional<String> password,
      Optional<List<String>> aliases,
      Optional<Path> pkcs11)
      implements LedgerSettings.KeyStore {
    static final Store NONE =
        new Store(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  private SigningKeys keys(LedgerSettings settings, String data) {
    return new SigningKeys(settings, folder.resolve(data), histories, clock);
  }

  private static Settings files(@Nullable String name, Path... files) {
    return new Settings(
        Optional.ofNullable(name),
        files.length == 0 ? Optional.empty() : Optional.of(List.of(files)),
        Store.NONE);
  }

  private Path newKey(String file) throws IOException {
    Path path = folder.resolve(file);
    KeyFile.writeNew(path, SigningKey.generate("any"));
    return path;
  }

  private StoredCheckpoint checkpoint(SigningKeys keys, LedgerSettings settings) {
    return new SignCheckpoints(ledger, checkpoints, keys, settings, clock).latest();
  }

  private static List<VerifierKey> signers(StoredCheckpoint checkpoint, List<VerifierKey> known) {
    SignedNote.Signers signers = checkpoint.note().signers(known);
    assertThat(signers.bad()).isEmpty();
    return signers.good();
  }

  @Test
  void withoutConfigurationAKeyIsMadeThatTheOwnerAloneCanRead() throws IOException {
    keys(files(null), "data").open();
    Path made = folder.resolve("data/ledger-key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rw-------");
    KeyHistory history = Objects.requireNonNull(histories.latest());
    assertThat(history.keys()).hasSize(1);
    assertThat(history.keys().getFirst().name()).matches("palisade-[0-9a-f]{12}");
    assertThat(ledger.entry(0)).extracting("name").isEqualTo("keys/1");

    keys(files(null), "data").open();
    assertThat(histories.latest()).as("the same key goes on").isEqualTo(history);
  }

  @Test
  void aServiceWithoutTheLogsKeyRefusesToStartInOneLine() throws IOException {
    keys(files("log"), "data").open();
    assertThatThrownBy(() -> keys(files(null), "another folder").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("the log log of this database is signed by log+")
        .hasMessageContaining("there is no key here")
        .hasMessageContaining("palisade.ledger.key-files");
    assertThat(folder.resolve("another folder")).as("no key is made").doesNotExist();
    Path other = newKey("other.pem");
    assertThatThrownBy(() -> keys(files(null, other), "data").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining(", not by log+");
    assertThatThrownBy(() -> keys(files("renamed"), "data").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("a log keeps its name");
    assertThatThrownBy(() -> keys(files(null, folder.resolve("none.pem")), "data").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("none.pem: the log's key cannot be read");
    assertThat(Objects.requireNonNull(histories.latest()).keys()).hasSize(1);
  }

  @Test
  void aSecondConfiguredKeyIsRotatedInAndBothSignForTheOverlap() throws IOException {
    Path old = newKey("old.pem");
    Path next = newKey("next.pem");
    Settings before = files("log", old);
    StoredCheckpoint first = checkpoint(keys(before, "data"), before);

    clock.now = START.plus(Duration.ofDays(365));
    Settings both = files(null, old, next);
    SigningKeys rotated = keys(both, "data");
    StoredCheckpoint second = checkpoint(rotated, both);
    List<VerifierKey> known = rotated.history().keys();
    assertThat(known).hasSize(2);
    assertThat(signers(first, known)).containsExactly(known.get(0));
    assertThat(signers(second, known)).containsExactlyElementsOf(known);
    assertThat(second.checkpoint().size()).as("the history is sealed again").isEqualTo(2);
    assertThat(ledger.entry(1)).extracting("name").isEqualTo("keys/2");

    // a replica that was not given the next key yet goes on with the old one
    assertThat(keys(before, "data").signing())
        .extracting(SigningKey::verifier)
        .containsExactly(known.get(0));
    clock.now = clock.now.plus(Duration.ofDays(31));
    assertThat(rotated.signing()).extracting(SigningKey::verifier).containsExactly(known.get(1));
    assertThatThrownBy(() -> keys(before, "data").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("is signed by " + known.get(1).shortName());
    keys(files(null, next), "data").open();
  }

  @Test
  void aLogThatWasRewrittenGetsNoSignature() throws SQLException {
    Settings settings = files("log");
    SigningKeys keys = keys(settings, "data");
    checkpoint(keys, settings);
    database.execute(
        """
        INSERT INTO ledger_checkpoint SELECT 2, sha256('x'), signed_at,
          replace(note, E'\\n1\\n', E'\\n2\\n') FROM ledger_checkpoint""");
    assertThatThrownBy(() -> checkpoint(keys, settings))
        .isInstanceOf(AlteredEvidence.class)
        .hasMessage("the log has 1 entries, but a checkpoint of 2 was signed");
  }

  @Test
  void aKeyStoreOfPkcs12SignsWithItsPassword() throws Exception {
    Path file = folder.resolve("log.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "log",
                "-keyalg",
                "Ed25519",
                "-dname",
                "CN=log",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret word")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();

    Settings settings = stored(file, "secret word");
    SigningKeys keys = keys(settings, "unused");
    StoredCheckpoint signed = checkpoint(keys, settings);
    assertThat(signers(signed, keys.history().keys())).hasSize(1);
    assertThat(folder.resolve("unused")).as("needs no data folder").doesNotExist();

    assertThatThrownBy(() -> keys(stored(file, "wrong word"), "unused").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessage(file + ": is no key store that this password opens");
  }

  private static Settings stored(Path file, String password) {
    return new Settings(
        Optional.of("log"),
        Optional.empty(),
        new Store(
            Optional.of(file),
            Optional.empty(),
            Optional.of(password),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void aDeviceThatIsNotThereIsSaidInOneLine() throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("device.cfg"), "name = none\nlibrary = /no/such/library.so\n");
    Settings settings =
        new Settings(
            Optional.of("log"),
            Optional.empty(),
            new Store(
                Optional.empty(),
                Optional.empty(),
                Optional.of("1234"),
                Optional.empty(),
                Optional.of(configuration)));
    assertThatThrownBy(() -> keys(settings, "unused").open())
        .isInstanceOf(UnusableInput.class)
        .hasMessage(configuration + ": is no configuration of a PKCS#11 device");
  }
}
