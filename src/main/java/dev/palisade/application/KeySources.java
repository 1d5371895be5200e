package dev.palisade.application;

import dev.palisade.ledger.KeyFile;
import dev.palisade.ledger.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the log's private keys come from. No message shows anything of a key or a password.
final class KeySources {
  private final LedgerSettings settings;
  private final Path ownFile;

  /// @param ownFile of the key that is made where none is configured
  KeySources(LedgerSettings settings, Path ownFile) {
    this.settings = settings;
    this.ownFile = ownFile;
  }

  /// The keys that are there, in the order of the configuration.
  ///
  /// @param name of the log
  /// @return empty when none is configured, and none was made yet
  /// @throws UnusableInput if one of them is not there or cannot sign
  List<SigningKey> read(String name) {
    List<SigningKey> keys = new ArrayList<>();
    for (Path file : settings.keyFiles().orElse(List.of())) {
      keys.add(read(file, name));
    }
    LedgerSettings.KeyStore store = settings.keyStore();
    if (store.file().isPresent() || store.pkcs11().isPresent() || store.type().isPresent()) {
      keys.addAll(read(store, name));
    }
    if (keys.isEmpty() && Files.exists(ownFile)) {
      keys.add(read(ownFile, name));
    }
    return keys;
  }

  /// Makes a key of our own, for the first start.
  ///
  /// @throws UnusableInput if it cannot be kept
  SigningKey make(String name) {
    SigningKey key = SigningKey.generate(name);
    try {
      Files.createDirectories(ownFile.toAbsolutePath().getParent());
      KeyFile.writeNew(ownFile, key);
    } catch (IOException e) {
      throw new UnusableInput(
          ownFile
              + ": the log's key cannot be kept there: give one with palisade.ledger.key-files");
    }
    return key;
  }

  private static SigningKey read(Path file, String name) {
    try {
      return KeyFile.read(file, name);
    } catch (IOException e) {
      throw new UnusableInput(file + ": the log's key cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }

  private static List<SigningKey> read(LedgerSettings.KeyStore settings, String name) {
    char[] password = settings.password().map(String::toCharArray).orElse(null);
    String which = settings.file().or(settings::pkcs11).map(Path::toString).orElse("key store");
    try {
      KeyStore store = open(settings, password);
      List<String> aliases = settings.aliases().orElseGet(List::of);
      if (aliases.isEmpty()) {
        aliases = Collections.list(store.aliases());
        if (aliases.size() != 1) {
          throw new UnusableInput(
              which
                  + ": holds "
                  + aliases.size()
                  + " keys: say which with palisade.ledger.key-store.aliases");
        }
      }
      List<SigningKey> keys = new ArrayList<>();
      for (String alias : aliases) {
        keys.add(read(store, alias, password, which, name));
      }
      return keys;
    } catch (GeneralSecurityException | ProviderException | IOException e) {
      throw new UnusableInput(which + ": is no key store that this password opens");
    }
  }

  private static KeyStore open(LedgerSettings.KeyStore settings, char @Nullable [] password)
      throws GeneralSecurityException, IOException {
    Path device = settings.pkcs11().orElse(null);
    KeyStore store =
        device == null
            ? KeyStore.getInstance(settings.type().orElse("PKCS12"))
            : KeyStore.getInstance(settings.type().orElse("PKCS11"), provider(device));
    Path file = settings.file().orElse(null);
    if (file == null) {
      store.load(null, password);
      return store;
    }
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }

  private static Provider provider(Path configuration) {
    Provider plain = Security.getProvider("SunPKCS11");
    if (plain == null) {
      throw new UnusableInput("this JDK has no provider for PKCS#11");
    }
    try {
      Provider provider = plain.configure(configuration.toString());
      Security.addProvider(provider);
      return provider;
    } catch (InvalidParameterException | ProviderException e) {
      throw new UnusableInput(configuration + ": is no configuration of a PKCS#11 device");
    }
  }

  private static SigningKey read(
      KeyStore store, String alias, char @Nullable [] password, String which, String name)
      throws GeneralSecurityException {
    if (!(store.getKey(alias, password) instanceof PrivateKey key)
        || store.getCertificate(alias) == null) {
      throw new UnusableInput(which + ": has no private key \"" + alias + "\" with a certificate");
    }
    try {
      return SigningKey.of(name, store.getCertificate(alias).getPublicKey(), key);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(which + ": key \"" + alias + "\": " + e.getMessage());
    }
  }
}
