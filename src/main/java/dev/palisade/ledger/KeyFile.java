package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A private key in a file: PKCS#8 in PEM.
public final class KeyFile {
  private KeyFile() {}

  /// @param name of the log that signs with it; the file does not hold it
  /// @throws IOException if it cannot be read
  /// @throws IllegalArgumentException if it holds no Ed25519 key; the message names the file
  public static SigningKey read(Path file, String name) throws IOException {
    try {
      return SigningKey.ofPem(name, Files.readString(file, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /// Writes a key to a new file that its owner alone can read, from its first moment on. An older
  /// file is never overwritten: what it signed could not be continued.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one
  public static void writeNew(Path file, SigningKey key) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      ByteBuffer text = ByteBuffer.wrap(key.pem().getBytes(UTF_8));
      while (text.hasRemaining()) {
        out.write(text);
      }
      out.force(true);
    }
  }
}
