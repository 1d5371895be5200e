package dev.palisade.analysis.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.cli.CommandAnswer;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Random clusters as files: the same answer, byte for byte, whatever the run, the names of the
/// files and the order of what stands in them.
class ManifestFilesTest {
  private static final int WORLDS = Math.max(1, DifferentialTest.WORLDS / 1000);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theOrderOfFilesAndDocumentsDoesNotCount(WorldFamily family) throws IOException {
    int answers = 0;
    for (long seed = DifferentialTest.SEED; seed < DifferentialTest.SEED + WORLDS; seed++) {
      ManifestWorld world = family.world(new Chance(seed));
      List<ObjectNode> objects = new ArrayList<>(world.objects());
      Path first = written(objects, "first-" + seed, 1);
      Random random = new Random(seed);
      Collections.shuffle(objects, random);
      Path second = written(objects, "second-" + seed, 2 + random.nextInt(4));
      for (String format : List.of("txt", "csv", "json")) {
        List<String> command = command(world, format);
        String answer = answer(command, first);
        assertThat(answer).as("seed %d, %s twice", seed, format).isEqualTo(answer(command, first));
        assertThat(answer(command, second))
            .as("seed %d, %s of other files:%n%s", seed, format, world)
            .isEqualTo(answer);
        answers += answer.startsWith("0 ") ? 1 : 0;
      }
    }
    assertThat(answers).as("maps").isPositive();
  }

  private static List<String> command(ManifestWorld world, String format) {
    List<String> words =
        new ArrayList<>(List.of("connectivity", "--level", "pod", "--format", format, "--dialect"));
    words.add(world.settings().dialect().toString());
    world
        .settings()
        .values()
        .forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
    return words;
  }

  /// Exit code and map. What is said of the manifests names files, which differ.
  private static String answer(List<String> command, Path files) {
    List<String> words = new ArrayList<>(command);
    words.add(files.toString());
    CommandAnswer answer = CommandAnswer.of(words.toArray(String[]::new));
    // 2: a map cannot show what an API server takes
    assertThat(answer.code()).as("%s: %s", words, answer.err()).isIn(0, 2);
    return answer.code() + " " + answer.out();
  }

  /// Objects dealt to so many files, whose names are in no order.
  private Path written(List<ObjectNode> objects, String name, int files) throws IOException {
    Path to = Files.createDirectory(folder.resolve(name));
    for (int f = 0; f < files; f++) {
      int file = f;
      List<ObjectNode> some =
          objects.stream().filter(o -> objects.indexOf(o) % files == file).toList();
      Files.writeString(to.resolve((f * 7) % 5 + "-" + f + ".yaml"), BlockYaml.of(some));
    }
    return to;
  }

  @ParameterizedTest
  @EnumSource
  void textsGiveTheVerdictsOfTheTreesThatTheyAreWrittenFrom(WorldFamily family) {
    for (long seed = DifferentialTest.SEED; seed < DifferentialTest.SEED + WORLDS; seed++) {
      ManifestWorld world = family.world(new Chance(seed));
      Translation read =
          Translator.translate(Snapshots.of(BlockYaml.of(world.objects())), world.settings());
      assertThat(read.refusals()).isEmpty();
      Reachability ofTexts = world.world(read).reachability();
      Reachability ofTrees = world.world().reachability();
      int size = ofTrees.endpoints().size();
      assertThat(ofTexts.endpoints().size()).isEqualTo(size);
      for (int from = 0; from < size; from++) {
        for (int to = 0; to < size; to++) {
          assertThat(ofTexts.traffic(from, to))
              .as("seed %d, %d to %d:%n%s", seed, from, to, world)
              .isEqualTo(ofTrees.traffic(from, to));
        }
      }
    }
  }
}
