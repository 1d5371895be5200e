package dev.palisade.document;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a misspelt word was probably meant to be.
public final class Spelling {
  private Spelling() {}

  /// The known word that a misspelt one looks like, upper and lower case alike; null when none is
  /// near.
  public static @Nullable String nearest(List<String> known, String word) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least && distance <= Math.max(1, candidate.length() / 4)) {
        nearest = candidate;
        least = distance;
      }
    }
    return nearest;
  }

  /// The least number of letters to insert, drop, replace, or exchange with their neighbour
  /// (optimal string alignment).
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
