package dev.palisade.compliance.control.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CoverTest {
  private static final Comparator<Set<Integer>> ORDER = Comparator.comparing(Set::toString);

  @Test
  void takesNothingWhereThereIsNothingToCover() {
    assertThat(Cover.of(List.<Set<Integer>>of(), Function.identity(), ORDER)).isEmpty();
  }

  @Test
  void dropsWhatLaterOnesMadeSuperfluous() {
    // the greedy step takes the largest first, and then needs both of the others anyway
    Set<Integer> large = Set.of(2, 3, 4);
    Set<Integer> one = Set.of(1, 2, 3);
    Set<Integer> other = Set.of(4, 5);

    assertThat(Cover.of(List.of(other, one, large), Function.identity(), ORDER))
        .containsExactlyInAnyOrder(one, other);
  }

  @Test
  void coversEverythingAndHasNothingSuperfluousInRandomFamilies() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      List<Set<Integer>> family = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(8); i++) {
        Set<Integer> set = new HashSet<>();
        for (int e = 0; e < 1 + random.nextInt(4); e++) {
          set.add(random.nextInt(8));
        }
        family.add(set);
      }
      List<Set<Integer>> cover = Cover.of(family, Function.identity(), ORDER);

      assertThat(union(cover)).as("seed " + seed).isEqualTo(union(family));
      for (Set<Integer> taken : cover) {
        List<Set<Integer>> others = new ArrayList<>(cover);
        others.remove(taken);
        assertThat(union(others)).as("seed " + seed).isNotEqualTo(union(family));
      }
    }
  }

  private static Set<Integer> union(List<Set<Integer>> sets) {
    Set<Integer> union = new HashSet<>();
    sets.forEach(union::addAll);
    return union;
  }
}
