package dev.palisade.render.oscal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// UUIDs of version 5 (RFC 9562 section 5.5) that follow from a report's id and the path of what
/// they name, so that the same report has the same ones.
final class NamedUuids {
  /// RFC 9562 section 6.6, for names that are URLs.
  private static final UUID URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private final UUID space;

  /// @param report its id; any text
  NamedUuids(String report) {
    this.space = of(URL, "https://palisade.dev/reports/" + report);
  }

  String of(String path) {
    return of(space, path).toString();
  }

  static UUID of(UUID space, String name) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(space.getMostSignificantBits())
            .putLong(space.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
    long most = hash.getLong() & ~0xf000L | 0x5000L;
    long least = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(most, least);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
