package dev.palisade.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A SHA-256 digest. Written in lower-case hexadecimal, as `sha256sum` prints it.
public final class Hash {
  /// How many bytes a digest has.
  public static final int LENGTH = 32;

  /// Of no bytes: the root of an empty log (RFC 6962 section 2.1).
  public static final Hash EMPTY = of(new byte[0]);

  private static final byte[] LEAF = {0x00};
  private static final byte[] NODE = {0x01};

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The digest of some bytes.
  public static Hash of(byte[] content) {
    return over(content);
  }

  /// The hash of a log's entry: SHA-256(0x00 || entry), RFC 6962 section 2.1.
  public static Hash ofLeaf(byte[] entry) {
    return over(LEAF, entry);
  }

  /// The hash of two subtrees: SHA-256(0x01 || left || right), RFC 6962 section 2.1. The prefixes
  /// differ so that no entry can pass for a subtree.
  public static Hash ofNode(Hash left, Hash right) {
    return over(NODE, left.bytes, right.bytes);
  }

  /// A digest by its 32 bytes.
  ///
  /// @throws IllegalArgumentException if there are more or fewer
  public static Hash ofBytes(byte[] digest) {
    if (digest.length != LENGTH) {
      throw new IllegalArgumentException(
          "a SHA-256 digest has 32 bytes, here are " + digest.length);
    }
    return new Hash(digest.clone());
  }

  /// A digest by its 64 lower-case hexadecimal digits. Upper case is refused: one digest has one
  /// text.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static Hash parse(String hex) {
    if (hex.length() != 2 * LENGTH || !hex.chars().allMatch(Hash::isLowerHex)) {
      throw new IllegalArgumentException(
          "not a SHA-256 digest in 64 lower-case hexadecimal digits: " + hex);
    }
    return new Hash(HexFormat.of().parseHex(hex));
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static Hash over(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return new Hash(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
