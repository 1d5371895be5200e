package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// A public key with its owner's name: what a signature is checked with. Written `NAME+ID+KEY` as
/// C2SP signed-note has it, KEY being base64 of the algorithm (1: Ed25519) and the key.
///
/// @param name of the log that signs with it: no white space and no `+`
/// @param publicKey Ed25519
public record VerifierKey(String name, PublicKey publicKey) {
  private static final byte ED25519 = 1;

  /// What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 section 4).
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  public VerifierKey {
    requireName(name);
    if (publicKey.getEncoded().length != SPKI.length + Ed25519.KEY_LENGTH) {
      throw new IllegalArgumentException(
          "the key of " + name + " is not Ed25519 but " + publicKey.getAlgorithm());
    }
  }

  /// A key by its 32 bytes.
  static VerifierKey ofRaw(String name, byte[] raw) {
    return new VerifierKey(name, publicKey(join(SPKI, raw)));
  }

  /// Reads `NAME+ID+KEY`.
  ///
  /// @throws IllegalArgumentException if it is not such a text, or ID is not that of the key
  public static VerifierKey parse(String text) {
    String[] parts = text.split("\\+", 3); // base64 has + too
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a key in the form NAME+ID+KEY: " + text);
    }
    byte[] typed;
    try {
      typed = StrictBase64.decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key " + text + ": " + e.getMessage(), e);
    }
    if (typed.length != 1 + Ed25519.KEY_LENGTH || typed[0] != ED25519) {
      throw new IllegalArgumentException("not an Ed25519 key: " + text);
    }
    VerifierKey key = ofRaw(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.id().equals(parts[1])) {
      throw new IllegalArgumentException(
          "the key " + text + " has the id " + key.id() + ", not " + parts[1]);
    }
    return key;
  }

  /// Reads a SubjectPublicKeyInfo in PEM, as `openssl pkey -pubout` writes it.
  ///
  /// @throws IllegalArgumentException if it is not an Ed25519 key
  public static VerifierKey ofPem(String name, String pem) {
    return new VerifierKey(name, publicKey(Pem.read("PUBLIC KEY", pem)));
  }

  private static PublicKey publicKey(byte[] spki) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key: " + e.getMessage(), e);
    }
  }

  static void requireName(String name) {
    if (name.isEmpty()
        || name.contains("+")
        || name.codePoints()
            .anyMatch(
                c ->
                    Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "the name of a key must not be empty, nor hold white space or +: \"" + name + "\"");
    }
  }

  /// The first four bytes of SHA-256(name || 0x0A || algorithm || key), in hexadecimal.
  public String id() {
    Hash hash = Hash.of(join((name + "\n").getBytes(UTF_8), typed()));
    return hash.toString().substring(0, 8);
  }

  /// `NAME+ID`, by which an envelope names it.
  public String shortName() {
    return name + "+" + id();
  }

  public boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verify(publicKey, message, signature);
  }

  /// SubjectPublicKeyInfo in PEM, as openssl reads it.
  public String pem() {
    return Pem.write("PUBLIC KEY", publicKey.getEncoded());
  }

  private byte[] typed() {
    byte[] spki = publicKey.getEncoded();
    return join(new byte[] {ED25519}, Arrays.copyOfRange(spki, SPKI.length, spki.length));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  @Override
  public String toString() {
    return name + "+" + id() + "+" + StrictBase64.encode(typed());
  }
}
