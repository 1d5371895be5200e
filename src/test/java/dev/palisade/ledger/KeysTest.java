package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// RFC 8032 section 7.1, tests 1 to 3.
  @Test
  void publicKeysAreThoseOfTheSpecification() {
    record Case(String seed, String publicKey) {}
    List<Case> cases =
        List.of(
            new Case(
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
            new Case(
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
            new Case(
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
    for (Case known : cases) {
      byte[] derived = Ed25519.publicKey(HexFormat.of().parseHex(known.seed()));
      assertThat(HexFormat.of().formatHex(derived)).isEqualTo(known.publicKey());
    }
  }

  @Test
  void aKeyIsReadBackFromItsFile(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 5; i++) {
      SigningKey key = SigningKey.generate("palisade.example");
      Path file = folder.resolve("key" + i + ".pem");
      KeyFile.writeNew(file, key);
      SigningKey read = KeyFile.read(file, "palisade.example");
      assertThat(read.verifier()).isEqualTo(key.verifier());
      byte[] message = {1, 2, 3};
      assertThat(key.verifier().verifies(message, read.sign(message))).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> KeyFile.writeNew(file, key))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }

  @Test
  void noOtherKindOfKeyIsTaken(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key.pem");
    Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> KeyFile.read(file, "x"))
        .hasMessage(file + ": not an Ed25519 private key in PKCS#8");
    Files.writeString(file, "nothing");
    assertThatThrownBy(() -> KeyFile.read(file, "x"))
        .hasMessage(file + ": there is no PEM block PRIVATE KEY");
  }

  @Test
  void verifierKeysAreWrittenAndRead() {
    VerifierKey key = SigningKey.generate("palisade.example/log").verifier();
    assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
    assertThat(VerifierKey.ofPem(key.name(), key.pem())).isEqualTo(key);
    assertThatThrownBy(() -> VerifierKey.parse("name+00000000"))
        .hasMessage("not a key in the form NAME+ID+KEY: name+00000000");
    assertThatThrownBy(() -> VerifierKey.parse("other" + key.toString().substring(8)))
        .hasMessageContaining("has the id");
    assertThatThrownBy(() -> VerifierKey.parse("name+00000000+AAAA"))
        .hasMessage("not an Ed25519 key: name+00000000+AAAA");
  }

  @Test
  void bothKeysSignWhileTheirTermsOverlap() {
    VerifierKey old = SigningKey.generate("log").verifier();
    VerifierKey young = SigningKey.generate("log").verifier();
    Instant rotated = NOON.plus(Duration.ofDays(30));
    KeyHistory history = KeyHistory.begin(old, NOON).rotate(young, rotated, Duration.ofDays(7));
    assertThat(history.signing(NOON.minusSeconds(1))).isEmpty();
    assertThat(history.signing(NOON)).containsExactly(old);
    assertThat(history.signing(rotated)).containsExactly(old, young);
    assertThat(history.signing(rotated.plus(Duration.ofDays(7)))).containsExactly(young);
    String json = new String(history.json(), UTF_8);
    assertThat(KeyHistory.read(new Cursor("keys", "", JsonText.read("keys", json))))
        .isEqualTo(history);
    String twisted = json.replace(NOON.toString(), NOON.plus(Duration.ofDays(31)).toString());
    assertThatThrownBy(
            () -> KeyHistory.read(new Cursor("keys", "", JsonText.read("keys", twisted))))
        .hasMessage(
            "keys: /terms: key " + young.shortName() + " stands after one that began later");
    assertThatThrownBy(() -> history.rotate(old, rotated, Duration.ZERO))
        .hasMessage("key " + old.shortName() + " was used before");
  }
}
