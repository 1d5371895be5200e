package dev.palisade.render.pdf.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A private key with the certificate that names its owner. It shows nothing of itself but the
/// certificate.
public final class PdfKey {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int LARGE_CURVE_BITS = 384;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  private final PrivateKey privateKey;
  private final List<X509Certificate> chain;
  private final @Nullable Provider provider;

  /// @param chain the key's own certificate first
  /// @param provider that alone can sign with the key, which stays in a device; null: any can
  /// @throws IllegalArgumentException if the key is not of a kind that readers of PDF verify, its
  ///   certificate may not sign, or the two do not belong together
  PdfKey(PrivateKey privateKey, List<X509Certificate> chain, @Nullable Provider provider) {
    this.privateKey = privateKey;
    this.chain = List.copyOf(chain);
    this.provider = provider;
    requireUsable();
  }

  /// Reads a PKCS#12 file.
  ///
  /// @param alias of the key in the file; null: the file has one key only
  /// @throws IOException if the file cannot be read or the password does not open it
  /// @throws IllegalArgumentException as the constructor, or if there is no such key. The message
  ///   names the file and shows nothing of its content
  public static PdfKey ofPkcs12(Path file, char[] password, @Nullable String alias)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return of(store, password, alias, null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": not a PKCS#12 file that can be read: " + e.getMessage(), e);
    }
  }

  /// Reaches for a key in a device.
  ///
  /// @param configuration of the JDK's provider SunPKCS11: name, library, slot
  /// @param alias of the key in the device; null: it has one key only
  /// @throws IOException if the device does not answer or the PIN does not open it
  /// @throws IllegalArgumentException as the constructor, or if there is no such key
  public static PdfKey ofPkcs11(Path configuration, char[] pin, @Nullable String alias)
      throws IOException {
    Provider found = Security.getProvider("SunPKCS11");
    if (found == null) {
      throw new IllegalArgumentException(
          configuration + ": this Java platform has no provider SunPKCS11");
    }
    try {
      Provider device = found.configure(configuration.toString());
      KeyStore store = KeyStore.getInstance("PKCS11", device);
      store.load(null, pin);
      return of(store, pin, alias, device);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(configuration + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException | RuntimeException e) {
      // the provider reports an unusable configuration by exceptions of its own
      throw new IOException(configuration + ": the device cannot be used: " + e.getMessage(), e);
    }
  }

  private static PdfKey of(
      KeyStore store, char[] password, @Nullable String alias, @Nullable Provider provider)
      throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String name : Collections.list(store.aliases())) {
      if (store.isKeyEntry(name)) {
        keys.add(name);
      }
    }
    Collections.sort(keys);
    if (alias == null && keys.size() != 1) {
      throw new IllegalArgumentException("expected one key, or an alias that names one of " + keys);
    }
    String name = alias == null ? keys.getFirst() : alias;
    Certificate[] certificates = store.getCertificateChain(name);
    if (!(store.getKey(name, password) instanceof PrivateKey key) || certificates == null) {
      throw new IllegalArgumentException("no key with a certificate is called " + name);
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : certificates) {
      chain.add((X509Certificate) certificate);
    }
    return new PdfKey(key, chain, provider);
  }

  /// The key's own certificate.
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  @Nullable Provider provider() {
    return provider;
  }

  /// As in the names of the Java platform: `SHA256withRSA`.
  String algorithm() {
    return switch (certificate().getPublicKey()) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() >= LEAST_RSA_BITS -> "SHA256withRSA";
      case ECPublicKey ec ->
          ec.getParams().getOrder().bitLength() >= LARGE_CURVE_BITS
              ? "SHA384withECDSA"
              : "SHA256withECDSA";
      default ->
          throw new IllegalArgumentException(
              "expected an RSA key of at least "
                  + LEAST_RSA_BITS
                  + " bits or an EC key, not "
                  + certificate().getPublicKey().getAlgorithm());
    };
  }

  /// @throws IllegalArgumentException if the certificate is not valid at an instant
  void requireValid(Instant at) {
    try {
      certificate().checkValidity(Date.from(at));
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      throw new IllegalArgumentException(
          "the certificate of "
              + certificate().getSubjectX500Principal()
              + " holds from "
              + certificate().getNotBefore().toInstant()
              + " to "
              + certificate().getNotAfter().toInstant()
              + ", not at "
              + at,
          e);
    }
  }

  private void requireUsable() {
    String algorithm = algorithm();
    boolean[] usage = certificate().getKeyUsage();
    // RFC 5280, 4.2.1.3; without the extension every use is allowed
    if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
      throw new IllegalArgumentException(
          "the certificate of "
              + certificate().getSubjectX500Principal()
              + " is not for signatures: its key usage has neither digitalSignature nor nonRepudiation");
    }
    try {
      byte[] probe = {1};
      Signature signing =
          provider == null
              ? Signature.getInstance(algorithm)
              : Signature.getInstance(algorithm, provider);
      signing.initSign(privateKey);
      signing.update(probe);
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certificate());
      verifying.update(probe);
      if (!verifying.verify(signing.sign())) {
        throw new InvalidKeyException("what the key signs, the certificate does not verify");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "key and certificate of "
              + certificate().getSubjectX500Principal()
              + " do not belong together: "
              + e.getMessage(),
          e);
    }
  }

  /// Whose it is; nothing of the key.
  @Override
  public String toString() {
    return "key of " + certificate().getSubjectX500Principal();
  }
}
