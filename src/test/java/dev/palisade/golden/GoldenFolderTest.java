package dev.palisade.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.golden.GoldenFolder.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFolderTest {
  @TempDir Path suite;

  /** Repeats its input in capitals. */
  private static final GoldenFolder.Suite CAPITALS =
      given -> Map.of("out-capitals.txt", given.text("in-words.txt").toUpperCase(Locale.ROOT));

  @BeforeEach
  void oneCase() throws IOException {
    file("case", "in-words.txt", "a flow");
    file("case", "out-capitals.txt", "A FLOW");
  }

  @Test
  void theExpectedOutputPasses() {
    assertThatCode(() -> run(Mode.COMPARE, CAPITALS)).doesNotThrowAnyException();
  }

  @Test
  void anotherOutputFails() throws IOException {
    file("case", "out-capitals.txt", "A FLAW");
    assertThatThrownBy(() -> run(Mode.COMPARE, CAPITALS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("A FLAW");
  }

  @Test
  void anOutputThatIsNotExpectedFails() throws IOException {
    Files.delete(suite.resolve("case/out-capitals.txt"));
    assertThatThrownBy(() -> run(Mode.COMPARE, CAPITALS)).isInstanceOf(AssertionError.class);
  }

  @Test
  void anExpectedOutputThatIsNotMadeFails() throws IOException {
    file("case", "out-more.txt", "");
    assertThatThrownBy(() -> run(Mode.COMPARE, CAPITALS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("out-more.txt");
  }

  @Test
  void aFileThatNothingReadsFails() throws IOException {
    for (String unread : new String[] {"in-scope.yaml", "notes.md"}) {
      Path file = file("case", unread, "");
      assertThatThrownBy(() -> run(Mode.COMPARE, CAPITALS))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(unread);
      Files.delete(file);
    }
  }

  @Test
  void aSuiteWithoutCasesFails() throws IOException {
    Path empty = Files.createDirectory(suite.resolve("case/nothing"));
    assertThatThrownBy(() -> new GoldenFolder(empty, Mode.COMPARE).tests(CAPITALS))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void rewritingLeavesWhatTheSuiteMakesAndNothingElse() throws Throwable {
    file("case", "out-capitals.txt", "stale");
    file("case", "out-old.txt", "stale");
    run(Mode.REWRITE, CAPITALS);
    assertThat(Files.readString(suite.resolve("case/out-capitals.txt"))).isEqualTo("A FLOW");
    assertThat(suite.resolve("case/out-old.txt")).doesNotExist();
    run(Mode.COMPARE, CAPITALS);
  }

  private void run(Mode mode, GoldenFolder.Suite made) throws Throwable {
    for (DynamicTest test : new GoldenFolder(suite, mode).tests(made).toList()) {
      test.getExecutable().execute();
    }
  }

  private Path file(String name, String file, String text) throws IOException {
    Path folder = Files.createDirectories(suite.resolve(name));
    return Files.writeString(folder.resolve(file), text);
  }
}
