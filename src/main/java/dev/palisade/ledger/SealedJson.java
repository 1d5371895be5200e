package dev.palisade.ledger;

import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// JSON that is sealed: canonical, so that each value has one text and no change goes unseen.
final class SealedJson {
  private static final ReadLimits LIMITS = new ReadLimits(256L << 20, 200, 0);

  private SealedJson() {}

  /// @param file how messages are to name it
  /// @throws MalformedDocument if it is not one JSON value
  static Cursor read(String file, byte[] json) {
    Node root = new DocumentReader(LIMITS).parseJson(file, json);
    return new Cursor(file, "", root);
  }

  /// What was read must be written the same way: no key is overlooked, no text has two forms.
  ///
  /// @throws MalformedDocument if it is not
  static void requireSame(String file, byte[] read, byte[] written) {
    int differs = Arrays.mismatch(read, written);
    if (differs >= 0) {
      throw new MalformedDocument(
          file, "", 0, "is not as Palisade writes it: differs at byte " + differs);
    }
  }

  static void requireFormat(Cursor root, String key, String format) {
    if (!root.get(key).requiredText().equals(format)) {
      throw root.get(key).malformed("must be " + format);
    }
  }

  static long count(Cursor said) {
    Long value = said.integer();
    if (value == null || value < 0) {
      throw said.malformed("must be an integer from 0");
    }
    return value;
  }

  static Hash hash(Cursor said) {
    try {
      return Hash.parse(said.requiredText());
    } catch (IllegalArgumentException e) {
      throw said.malformed(String.valueOf(e.getMessage()));
    }
  }

  static List<Hash> hashes(Cursor said) {
    List<Hash> hashes = new ArrayList<>();
    said.items().forEach(item -> hashes.add(hash(item)));
    return hashes;
  }

  static Node node(List<Hash> hashes) {
    return Node.array(hashes.stream().map(hash -> Node.text(hash.toString())).toList());
  }
}
