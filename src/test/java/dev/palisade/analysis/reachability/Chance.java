package dev.palisade.analysis.reachability;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a generator leaves to chance; the same seed gives the same choices.
final class Chance {
  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed);
  }

  /// In so many of a hundred cases.
  boolean in100(int cases) {
    return random.nextInt(100) < cases;
  }

  /// From 0 to below the bound.
  int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /// In so many of a hundred cases the value, otherwise null.
  <T> @Nullable T maybe(int cases, Supplier<T> value) {
    return in100(cases) ? value.get() : null;
  }

  /// From `least` to `most` values.
  <T> List<T> many(int least, int most, Supplier<T> value) {
    return numbered(least, most, i -> value.get());
  }

  /// From `least` to `most` values, each made of its number from 0.
  <T> List<T> numbered(int least, int most, IntFunction<T> value) {
    return IntStream.range(0, least + random.nextInt(most - least + 1)).mapToObj(value).toList();
  }

  /// From `least` to `most` different ones of a list, where it has that many.
  <T> List<T> some(int least, int most, List<T> of) {
    int count = Math.min(of.size(), least + random.nextInt(most - least + 1));
    int first = random.nextInt(of.size());
    return IntStream.range(0, count).mapToObj(i -> of.get((first + i) % of.size())).toList();
  }
}
