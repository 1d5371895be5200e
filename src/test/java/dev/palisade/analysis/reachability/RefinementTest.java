package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class RefinementTest {

  @Test
  void membersShareABlockExactlyIfNoSetPartsThem() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int members = 2 + random.nextInt(60);
      Refinement partition = new Refinement(members);
      List<RoaringBitmap> sets = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        RoaringBitmap set = new RoaringBitmap();
        for (int k = random.nextInt(members + 1); k > 0; k--) {
          set.add(random.nextInt(members));
        }
        sets.add(set);
        partition.split(set);
      }
      for (int one = 0; one < members; one++) {
        for (int other = 0; other < one; other++) {
          int a = one;
          int b = other;
          boolean together = sets.stream().allMatch(set -> set.contains(a) == set.contains(b));
          assertThat(partition.blockOf(a) == partition.blockOf(b))
              .as("seed %d: %d and %d in one block", seed, a, b)
              .isEqualTo(together);
        }
      }
    }
  }
}
