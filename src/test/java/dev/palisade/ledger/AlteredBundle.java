package dev.palisade.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;

/// A bundle in which somebody changed one file and packed it anew, as Palisade packs it: the
/// archive's own checksums fit.
public final class AlteredBundle {
  private AlteredBundle() {}

  /// One byte in the middle of the file is another.
  public static byte[] in(byte[] zip, String path) throws Exception {
    SortedMap<String, byte[]> files = new TreeMap<>(Archive.read(zip));
    assertThat(files).containsKey(path);
    byte[] content = files.get(path).clone();
    content[content.length / 2] ^= 1;
    files.put(path, content);
    return Archive.write(files);
  }
}
