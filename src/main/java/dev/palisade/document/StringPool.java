package dev.palisade.document;

/// Keeps one copy of strings that come again and again (keys, kinds, labels). Of fixed size: a
/// string may be forgotten, it is then only held twice. Threads may share a pool: strings are
/// immutable, and one that another thread does not see yet is only held twice too.
final class StringPool {

  private static final int SLOTS = 1 << 13;

  /// Longer ones rarely come twice.
  private static final int LONGEST = 64;

  private final String[] slots = new String[SLOTS];

  String shared(String text) {
    if (text.length() > LONGEST) {
      return text;
    }
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    String kept = slots[slot];
    if (text.equals(kept)) {
      return kept;
    }
    slots[slot] = text;
    return text;
  }
}
