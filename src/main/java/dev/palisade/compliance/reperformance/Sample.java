package dev.palisade.compliance.reperformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// What was drawn from a population, so that anybody can draw it again with `sha256sum` and `sort`:
/// - the population is its items' keys, one a line, sorted by their bytes, each once; its digest is
///   SHA-256 of that text;
/// - an item's hash is SHA-256 of the seed, a line feed, and its key;
/// - the sample is the items with the lowest hashes, in the order of these.
///
/// @param algorithm [#ALGORITHM]
/// @param seed printable ASCII without spaces
/// @param populationSize how many items there were
/// @param populationDigest of the population's text
/// @param drawn as many as were asked for, or all there were
public record Sample(
    String algorithm, String seed, int populationSize, String populationDigest, List<Drawn> drawn) {
  /// The name of what is done above.
  public static final String ALGORITHM = "palisade/sample/v1";

  private static final String SEED = "[!-~]{1,128}";

  /// @param hash by which it was drawn, in hexadecimal
  public record Drawn(String key, String hash) {}

  public Sample {
    drawn = List.copyOf(drawn);
  }

  /// Draws.
  ///
  /// @param keys of all items; a key is one line
  /// @throws IllegalArgumentException if the seed cannot be one, or nothing is to be drawn
  public static Sample draw(Collection<String> keys, String seed, int size) {
    if (!isSeed(seed)) {
      throw new IllegalArgumentException(
          "a seed is 1 to 128 printable ASCII characters without spaces, not \"" + seed + "\"");
    }
    if (size < 1) {
      throw new IllegalArgumentException("a sample has at least one item, not " + size);
    }
    List<String> sorted = sorted(keys);
    List<Drawn> drawn =
        sorted.stream()
            .map(key -> new Drawn(key, sha256(seed + "\n" + key)))
            .sorted(Comparator.comparing(Drawn::hash))
            .limit(size)
            .toList();
    return new Sample(ALGORITHM, seed, sorted.size(), sha256(population(sorted)), drawn);
  }

  /// Whether a text can be a seed.
  public static boolean isSeed(String text) {
    return text.matches(SEED);
  }

  /// The population's text.
  public static String population(Collection<String> keys) {
    StringBuilder text = new StringBuilder();
    sorted(keys).forEach(key -> text.append(key).append('\n'));
    return text.toString();
  }

  private static List<String> sorted(Collection<String> keys) {
    return keys.stream()
        .distinct()
        .sorted((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)))
        .toList();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
