package dev.palisade.ledger;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

/// Signatures of RFC 8032 by the JDK, and the one thing that the JDK does not offer: the public key
/// of a private one, which a file of PKCS#8 as openssl writes it leaves out.
final class Ed25519 {
  static final int KEY_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;

  private static final BigInteger TWO = BigInteger.TWO;

  /// The field's order, 2^255 - 19.
  private static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));

  /// The curve's constant, -121665 / 121666.
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /// The base point (RFC 8032 section 5.1).
  private static final Point BASE =
      new Point(
          new BigInteger(
              "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
          new BigInteger(
              "46316835694926478169428394003475163141307993866256225615783033603165251855960"));

  private Ed25519() {}

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this key cannot sign: " + e.getMessage(), e);
    }
  }

  /// Whether the signature is the key's over the message; what is no signature at all is not.
  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The public key of a private one (RFC 8032 section 5.1.5). Its steps take time that depends on
  /// the key; it is used once, when a key file is read.
  static byte[] publicKey(byte[] seed) {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-512").digest(seed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
    byte[] scalar = Arrays.copyOf(digest, KEY_LENGTH);
    scalar[0] &= (byte) 0xF8;
    scalar[31] &= 0x7F;
    scalar[31] |= 0x40;
    return BASE.times(new BigInteger(1, reversed(scalar))).encoded();
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }

  private record Point(BigInteger x, BigInteger y) {
    /// The neutral element.
    private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);

    /// Addition on the twisted Edwards curve, complete: it also doubles.
    Point plus(Point other) {
      BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
      BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
      BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
      return new Point(
          sumX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
          sumY.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
    }

    Point times(BigInteger scalar) {
      Point sum = ZERO;
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        if (scalar.testBit(bit)) {
          sum = sum.plus(this);
        }
      }
      return sum;
    }

    /// RFC 8032 section 5.1.2: y in little-endian order, the lowest bit of x as its highest.
    byte[] encoded() {
      BigInteger value = x.testBit(0) ? y.setBit(255) : y;
      byte[] big = value.toByteArray();
      byte[] bytes = new byte[KEY_LENGTH];
      for (int i = 0; i < Math.min(big.length, KEY_LENGTH); i++) {
        bytes[i] = big[big.length - 1 - i];
      }
      return bytes;
    }
  }
}
