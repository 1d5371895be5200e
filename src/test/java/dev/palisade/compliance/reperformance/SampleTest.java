package dev.palisade.compliance.reperformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  private static final List<String> KEYS =
      IntStream.range(0, 50)
          .mapToObj(i -> "NetworkPolicy networking.k8s.io/v1 shop/wéb-" + i)
          .toList();

  @TempDir Path folder;

  @Test
  void theSameSeedDrawsTheSameWhateverTheOrder() {
    Sample one = Sample.draw(KEYS, "seed-1", 7);
    assertThat(Sample.draw(KEYS.reversed(), "seed-1", 7)).isEqualTo(one);
    assertThat(one.drawn()).hasSize(7);
    assertThat(one.populationSize()).isEqualTo(50);
    assertThat(Sample.draw(KEYS, "seed-2", 7).drawn()).isNotEqualTo(one.drawn());
  }

  @Test
  void aLargerSampleBeginsWithTheSmaller() {
    assertThat(Sample.draw(KEYS, "s", 20).drawn())
        .startsWith(Sample.draw(KEYS, "s", 5).drawn().toArray(new Sample.Drawn[0]));
    assertThat(Sample.draw(KEYS, "s", 1000).drawn()).hasSize(50);
  }

  @Test
  void whatIsTwiceThereCountsOnce() {
    assertThat(Sample.draw(List.of("a", "b", "a"), "s", 3).populationSize()).isEqualTo(2);
  }

  @Test
  void refusesSeedsThatCannotBeTypedAndEmptySamples() {
    for (String seed : List.of("", "a b", "é", "x\n", "s".repeat(129))) {
      assertThatThrownBy(() -> Sample.draw(KEYS, seed, 1)).hasMessageContaining("a seed is");
    }
    assertThatThrownBy(() -> Sample.draw(KEYS, "s", 0)).hasMessageContaining("at least one");
  }

  /// The commands of docs/reperformance.md, as they stand there.
  @Test
  void anybodyDrawsItAgainByHand() throws IOException, InterruptedException {
    String docs = Files.readString(Path.of("docs/reperformance.md"));
    int from = docs.indexOf("```bash\n# draw") + "```bash\n".length();
    String commands = docs.substring(from, docs.indexOf("```", from));
    assumeTrue(Files.exists(Path.of("/bin/bash")), "no bash here");
    Files.writeString(folder.resolve("population.txt"), Sample.population(KEYS));
    Process bash =
        new ProcessBuilder("/bin/bash", "-euo", "pipefail", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    Sample sample = Sample.draw(KEYS, "2026-audit", 5);
    assertThat(out.lines())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 5)
                .mapToObj(
                    i ->
                        i == 0
                            ? sample.populationDigest() + "  population.txt"
                            : sample.drawn().get(i - 1).hash()
                                + " "
                                + sample.drawn().get(i - 1).key())
                .toList());
  }
}
