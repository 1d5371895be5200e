package dev.palisade.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.compliance.notice.Notice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Leaves each notice as a file in a folder: a checkpoint as the signed note that it is, anything
/// else as a CloudEvent. A file is there whole or not at all, and one that is delivered twice is
/// the same file.
public final class Folder implements Channel {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String source;

  /// @param source the events' source
  public Folder(Path folder, String source) {
    this.folder = folder;
    this.source = source;
  }

  @Override
  public String kind() {
    return "folder";
  }

  @Override
  public String destination() {
    return folder.toString();
  }

  @Override
  public Answer send(Letter letter) {
    try {
      Files.createDirectories(folder);
      String name = name(letter);
      write(folder.resolve(name), content(letter));
      return Answer.delivered("written as " + name);
    } catch (IOException e) {
      return Answer.failed("cannot be written: " + e);
    }
  }

  private byte[] content(Letter letter) {
    String note = note(letter.notice());
    return note == null ? CloudEvent.json(letter, source) : note.getBytes(UTF_8);
  }

  private static @Nullable String note(Notice notice) {
    return notice.type().equals(Notice.CHECKPOINT_SIGNED) ? notice.text(Notice.NOTE) : null;
  }

  /// Made of nothing that anybody else wrote.
  private static String name(Letter letter) {
    Notice notice = letter.notice();
    return "%s-%s-%s.%s"
        .formatted(
            TIME.format(notice.at()),
            notice.type().substring("palisade.".length()).replace('.', '-'),
            letter.id(),
            note(notice) == null ? "json" : "txt");
  }

  private void write(Path file, byte[] content) throws IOException {
    // the same folder: only there a file is moved at one stroke
    Path part = Files.createTempFile(folder, ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(content));
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
