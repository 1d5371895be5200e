package dev.palisade.render.pdf.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
  private static final char[] PASSWORD = "a password".toCharArray();

  @TempDir Path folder;

  @Test
  void anInstallationMakesItsKeyOnceAndForItselfAlone() throws Exception {
    Path file = folder.resolve("data").resolve("pdf-signature.pem");
    PdfKey made = PdfKeyFile.ensure(file, "Palisade", NOW);
    PdfKey found = PdfKeyFile.ensure(file, "somebody else", NOW.plusSeconds(9));

    assertThat(found.certificate()).isEqualTo(made.certificate());
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(made.toString()).isEqualTo("key of OU=self-signed, CN=Palisade");
    made.certificate().checkValidity(java.util.Date.from(NOW.plusSeconds(86_400L * 365 * 12)));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileOfSomethingElseIsNamedAndLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), "not PEM");

    assertThatThrownBy(() -> PdfKeyFile.ensure(file, "Palisade", NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key.pem")
        .hasMessageContaining("CERTIFICATE");
    assertThat(file).hasContent("not PEM");
  }

  @Test
  void aKeyIsReadFromPkcs12() throws Exception {
    Path file = store("one", "two");

    assertThat(PdfKey.ofPkcs12(file, PASSWORD, "two").certificate().getSubjectX500Principal())
        .hasToString("CN=two");
    assertThatThrownBy(() -> PdfKey.ofPkcs12(file, PASSWORD, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": expected one key, or an alias that names one of [one, two]");
    assertThatThrownBy(() -> PdfKey.ofPkcs12(file, PASSWORD, "three"))
        .hasMessage(file + ": no key with a certificate is called three");
    assertThatThrownBy(() -> PdfKey.ofPkcs12(file, "wrong".toCharArray(), "one"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aKeyWithTheCertificateOfAnotherIsRefused() throws Exception {
    KeyPair pair = Certificates.ec("secp256r1");
    X509Certificate other =
        Certificates.selfSigned(Certificates.ec("secp256r1"), "CN=other", c -> {});

    assertThatThrownBy(() -> new PdfKey(pair.getPrivate(), List.of(other), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not belong together");
  }

  @Test
  void aCertificateForEncryptionIsRefused() throws Exception {
    KeyPair pair = Certificates.ec("secp256r1");
    X509Certificate certificate =
        Certificates.selfSigned(
            pair,
            "CN=mail",
            c -> c.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment)));

    assertThatThrownBy(() -> new PdfKey(pair.getPrivate(), List.of(certificate), null))
        .hasMessageContaining("is not for signatures");
  }

  @Test
  void aKindOfKeyThatReadersOfPdfDoNotVerifyIsRefused() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    X509Certificate certificate = Certificates.selfSigned(pair, "CN=modern", c -> {});

    assertThatThrownBy(() -> new PdfKey(pair.getPrivate(), List.of(certificate), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an RSA key of at least 2048 bits or an EC key");
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() throws IOException {
    Path configuration =
        Files.writeString(folder.resolve("token.cfg"), "name = none\nlibrary = /nowhere.so\n");

    assertThatThrownBy(() -> PdfKey.ofPkcs11(configuration, PASSWORD, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("token.cfg")
        .hasMessageContaining("the device cannot be used");
  }

  private Path store(String... names) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String name : names) {
      KeyPair pair = Certificates.ec("secp256r1");
      store.setKeyEntry(
          name,
          pair.getPrivate(),
          PASSWORD,
          new Certificate[] {Certificates.selfSigned(pair, "CN=" + name, c -> {})});
    }
    Path file = folder.resolve("keys.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }
}
