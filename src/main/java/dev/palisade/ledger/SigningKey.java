package dev.palisade.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/// A private key with its owner's name. It says nothing of itself but its public half.
public final class SigningKey {
  private final VerifierKey verifier;
  private final PrivateKey privateKey;

  private SigningKey(VerifierKey verifier, PrivateKey privateKey) {
    this.verifier = verifier;
    this.privateKey = privateKey;
  }

  /// A new key: the one thing here that is never the same twice.
  public static SigningKey generate(String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new SigningKey(new VerifierKey(name, pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }

  /// A key that is kept elsewhere: in a key store, or in a device that does not give it away.
  ///
  /// @throws IllegalArgumentException if it is not Ed25519, cannot sign, or the two are no pair
  public static SigningKey of(String name, PublicKey publicKey, PrivateKey privateKey) {
    SigningKey key = new SigningKey(new VerifierKey(name, publicKey), privateKey);
    byte[] probe = name.getBytes(StandardCharsets.UTF_8);
    byte[] signature;
    try {
      signature = key.sign(probe);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (!key.verifier().verifies(probe, signature)) {
      throw new IllegalArgumentException(
          "the private key is not that of " + key.verifier().shortName());
    }
    return key;
  }

  /// Reads PKCS#8 in PEM, as `openssl genpkey -algorithm ed25519` writes it.
  ///
  /// @throws IllegalArgumentException if it is not an Ed25519 key. The message shows nothing of it
  public static SigningKey ofPem(String name, String pem) {
    byte[] der = Pem.read("PRIVATE KEY", pem);
    PrivateKey key;
    try {
      key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 private key in PKCS#8", e);
    }
    byte[] seed =
        ((EdECPrivateKey) key)
            .getBytes()
            .orElseThrow(() -> new IllegalArgumentException("the private key has no bytes"));
    return new SigningKey(VerifierKey.ofRaw(name, Ed25519.publicKey(seed)), key);
  }

  /// The public half.
  public VerifierKey verifier() {
    return verifier;
  }

  public byte[] sign(byte[] message) {
    return Ed25519.sign(privateKey, message);
  }

  /// PKCS#8 in PEM: a secret.
  String pem() {
    return Pem.write("PRIVATE KEY", privateKey.getEncoded());
  }

  @Override
  public String toString() {
    return "private half of " + verifier;
  }
}
