package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A ZIP in one form only: files sorted by path, none compressed, all of 1980-01-01. The same files
/// give the same bytes with every JDK, and reading demands that form: what a crooked ZIP may do
/// (paths that leave the folder, a path twice, files that unfold without end, a table of contents
/// that says something else than what it lists) cannot be said in it.
public final class Archive {
  /// More is not read, whatever it claims.
  static final int MOST_BYTES = 1 << 30;

  private static final int MOST_FILES = 60_000; // ZIP itself counts to 65,535

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int CENTRAL_LENGTH = 46;
  private static final int END_LENGTH = 22;
  private static final short VERSION = 10;
  private static final short UTF8_NAMES = 0x0800;
  private static final short STORED = 0;
  private static final short NEW_YEAR_1980 = 0x0021;

  /// No `.` or `..`, nothing absolute, nothing that a file system takes for something else.
  private static final Pattern PATH =
      Pattern.compile("(?!.{201})[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  private Archive() {}

  /// What stands in an archive that is damaged or not of this form.
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  /// @throws IllegalArgumentException if a path is not plain, or there is too much
  static void requirePath(String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("no path for a file of a bundle: " + path);
    }
  }

  /// The archive of these files, by their paths.
  ///
  /// @throws IllegalArgumentException if a path is not plain, or there is too much
  public static byte[] write(SortedMap<String, byte[]> files) {
    if (files.size() > MOST_FILES) {
      throw new IllegalArgumentException(files.size() + " files are too many for a bundle");
    }
    long length = END_LENGTH;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      requirePath(file.getKey());
      length +=
          LOCAL_LENGTH + CENTRAL_LENGTH + 2L * file.getKey().length() + file.getValue().length;
    }
    if (length > MOST_BYTES) {
      throw new IllegalArgumentException(length + " bytes are too many for a bundle");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) length);
    List<byte[]> contents = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          byte[] common = common(path, content);
          contents.add(central(common, path, out.size()));
          out.writeBytes(little(4).putInt(LOCAL).array());
          out.writeBytes(common);
          out.writeBytes(path.getBytes(UTF_8));
          out.writeBytes(content);
        });
    int start = out.size();
    contents.forEach(out::writeBytes);
    out.writeBytes(end(files.size(), out.size() - start, start));
    return out.toByteArray();
  }

  /// What local and central header share: from the version needed to the length of extra fields.
  private static byte[] common(String path, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return little(26)
        .putShort(VERSION)
        .putShort(UTF8_NAMES)
        .putShort(STORED)
        .putShort((short) 0)
        .putShort(NEW_YEAR_1980)
        .putInt((int) crc.getValue())
        .putInt(content.length)
        .putInt(content.length)
        .putShort((short) path.length())
        .putShort((short) 0)
        .array();
  }

  private static byte[] central(byte[] common, String path, int at) {
    return little(CENTRAL_LENGTH + path.length())
        .putInt(CENTRAL)
        .putShort(VERSION)
        .put(common)
        .putShort((short) 0) // no comment
        .putShort((short) 0) // first disk
        .putShort((short) 0)
        .putInt(0)
        .putInt(at)
        .put(path.getBytes(UTF_8))
        .array();
  }

  private static byte[] end(int files, int length, int start) {
    return little(END_LENGTH)
        .putInt(END)
        .putInt(0)
        .putShort((short) files)
        .putShort((short) files)
        .putInt(length)
        .putInt(start)
        .putShort((short) 0)
        .array();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Whether it begins as a ZIP does.
  static boolean isZip(byte[] bytes) {
    return bytes.length > LOCAL_LENGTH && in(bytes).getInt(0) == LOCAL;
  }

  /// Whether its first file is compressed or of another date: somebody packed it anew.
  static boolean isPackedAnew(byte[] zip) {
    return in(zip).getShort(8) != STORED || in(zip).getShort(12) != NEW_YEAR_1980;
  }

  /// The files.
  ///
  /// @throws Damaged if the bytes are not what [#write] makes of them, checksums apart: who altered
  ///   a file is told so, not that its checksum is wrong
  static SortedMap<String, byte[]> read(byte[] zip) throws Damaged {
    SortedMap<String, byte[]> files = new TreeMap<>();
    ByteBuffer in = in(zip);
    int at = 0;
    String last = "";
    while (at + LOCAL_LENGTH <= zip.length && in.getInt(at) == LOCAL) {
      int size = in.getInt(at + 18);
      int named = in.getShort(at + 26) & 0xFFFF;
      int from = at + LOCAL_LENGTH + named;
      if (size < 0 || from > zip.length || size > zip.length - from || files.size() >= MOST_FILES) {
        throw new Damaged("the header at byte " + at + " claims more than there is");
      }
      String path = new String(zip, at + LOCAL_LENGTH, named, UTF_8);
      if (!PATH.matcher(path).matches() || path.compareTo(last) <= 0) {
        throw new Damaged("the header at byte " + at + " has a path that no bundle has there");
      }
      files.put(path, Arrays.copyOfRange(zip, from, from + size));
      last = path;
      at = from + size;
    }
    requireForm(zip, files);
    return files;
  }

  private static void requireForm(byte[] zip, SortedMap<String, byte[]> files) throws Damaged {
    byte[] written = write(files);
    byte[] read = zip.length == written.length ? zip.clone() : zip;
    if (read != zip) {
      int at = 0;
      int listed = in(written).getInt(written.length - 6);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        System.arraycopy(written, at + 14, read, at + 14, 4);
        System.arraycopy(written, listed + 16, read, listed + 16, 4);
        at += LOCAL_LENGTH + file.getKey().length() + file.getValue().length;
        listed += CENTRAL_LENGTH + file.getKey().length();
      }
    }
    int differs = Arrays.mismatch(read, written);
    if (differs >= 0) {
      throw new Damaged("the archive is not as Palisade writes it: differs at byte " + differs);
    }
  }

  /// Files whose checksum in the archive is not that of their content.
  static List<String> wrongChecksums(byte[] zip, SortedMap<String, byte[]> files) {
    byte[] written = write(files);
    List<String> wrong = new ArrayList<>();
    int at = 0;
    int listed = in(written).getInt(written.length - 6);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      int crc = in(written).getInt(at + 14);
      if (in(zip).getInt(at + 14) != crc || in(zip).getInt(listed + 16) != crc) {
        wrong.add(file.getKey());
      }
      at += LOCAL_LENGTH + file.getKey().length() + file.getValue().length;
      listed += CENTRAL_LENGTH + file.getKey().length();
    }
    return wrong;
  }

  private static ByteBuffer in(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
