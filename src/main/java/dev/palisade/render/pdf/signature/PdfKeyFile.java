package dev.palisade.render.pdf.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The key of an installation that was given none: an EC key on P-256 with a certificate that it
/// signed itself, in a file of PEM that its owner alone can read. Whoever verifies compares the
/// certificate with one that was handed over another way.
public final class PdfKeyFile {
  /// Longer than any report has to be kept.
  private static final Duration LIFE = Duration.ofDays(20 * 365L);

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+?)-----END \\1-----");
  private static final int LINE = 64;
  private static final int SERIAL_BITS = 127;

  private PdfKeyFile() {}

  /// Reads the key, or makes one where the file is not there. An older file is never overwritten.
  ///
  /// @param owner what the certificate calls it
  /// @throws IOException if the file can be neither read nor written
  /// @throws IllegalArgumentException if it holds something else; the message names the file
  public static PdfKey ensure(Path file, String owner, Instant now) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      write(file, generate(owner, now));
    }
    return read(file);
  }

  private static PdfKey generate(String owner, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X500Name name =
          new X500NameBuilder(BCStyle.INSTANCE)
              .addRDN(BCStyle.CN, owner)
              .addRDN(BCStyle.OU, "self-signed")
              .build();
      Instant from = now.truncatedTo(ChronoUnit.SECONDS);
      var certificate =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0),
              // clocks of those who verify may be behind
              Date.from(from.minus(1, ChronoUnit.DAYS)),
              Date.from(from.plus(LIFE)),
              name,
              pair.getPublic());
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      certificate.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
      certificate.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      X509Certificate signed =
          new JcaX509CertificateConverter()
              .getCertificate(
                  certificate.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
      return new PdfKey(pair.getPrivate(), List.of(signed), null);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every Java platform signs with EC keys on P-256", e);
    }
  }

  /// The file has its mode before it has its content, and its name when it is whole.
  private static void write(Path file, PdfKey key) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path unfinished = Files.createTempFile(folder, "pdf-key", ".new", mode);
    try {
      Files.writeString(
          unfinished,
          pem("PRIVATE KEY", key.privateKey().getEncoded())
              + pem("CERTIFICATE", key.certificate().getEncoded()),
          US_ASCII);
      // a link fails where a file is: of two that start at once, the first one's key is everybody's
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just made can be written", e);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static PdfKey read(Path file) throws IOException {
    String text = Files.readString(file, US_ASCII);
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(block(text, "CERTIFICATE")));
      String algorithm = certificate.getPublicKey() instanceof ECPublicKey ? "EC" : "RSA";
      PrivateKey key =
          KeyFactory.getInstance(algorithm)
              .generatePrivate(new PKCS8EncodedKeySpec(block(text, "PRIVATE KEY")));
      return new PdfKey(key, List.of(certificate), null);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + ": expected a private key in PKCS#8 and its certificate in PEM: " + e.getMessage(),
          e);
    }
  }

  private static byte[] block(String text, String label) {
    Matcher blocks = PEM.matcher(text);
    while (blocks.find()) {
      if (blocks.group(1).equals(label)) {
        return Base64.getMimeDecoder().decode(blocks.group(2));
      }
    }
    throw new IllegalArgumentException("it has no " + label);
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
