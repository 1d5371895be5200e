package dev.palisade.compliance.scope;

import java.util.Collection;
import java.util.Comparator;

/// Which of the names that exist somebody may have meant.
final class NearestName {
  private NearestName() {}

  /// `: did you mean "zones"?`, or `: expected one of …` when none is near and there are few; empty
  /// when there are none.
  static String hint(String written, Collection<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String nearest =
        names.stream()
            .min(
                Comparator.<String>comparingInt(n -> distance(lower(written), lower(n)))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    if (distance(lower(written), lower(nearest))
        <= Math.max(1, Math.min(3, written.length() / 3))) {
      return ": did you mean \"" + nearest + "\"?";
    }
    return names.size() > 12
        ? ""
        : ": expected "
            + (names.size() == 1 ? "" : "one of ")
            + String.join(", ", names.stream().sorted().toList());
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  /// Insertions, deletions and replacements between two words (Levenshtein).
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
