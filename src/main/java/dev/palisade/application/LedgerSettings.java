package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// By what the log is signed: `palisade.ledger.…`.
@ConfigMapping(prefix = "palisade.ledger")
public interface LedgerSettings {
  /// The log's name, unique to it, for its first start; absent: one is made up.
  Optional<String> name();

  /// Files of Ed25519 keys, PKCS#8 in PEM: the one in use and, in a rotation, the next. Absent,
  /// without a key store: a key of our own in the data folder.
  Optional<List<Path>> keyFiles();

  KeyStore keyStore();

  /// How long the keys before sign on beside a new one.
  @WithDefault("30d")
  Duration overlap();

  /// A checkpoint is signed when the newest is older than this and the log has grown.
  @WithDefault("24h")
  Duration checkpointEvery();

  /// Keys in a key store.
  interface KeyStore {
    /// Its file; absent for a device.
    Optional<Path> file();

    /// As Java's security providers name it; absent: `PKCS12`, with a `pkcs11` configuration
    /// `PKCS11`.
    Optional<String> type();

    /// Of a device the PIN.
    Optional<String> password();

    /// Those of the keys, the one in use first; absent: that of its only key.
    Optional<List<String>> aliases();

    /// Configuration of the JDK's PKCS#11 provider.
    Optional<Path> pkcs11();
  }
}
