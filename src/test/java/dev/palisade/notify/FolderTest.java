package dev.palisade.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.notify.Answer.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  @TempDir Path parent;

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aCheckpointIsTheNoteItselfAndOthersAreEvents() throws Exception {
    Path folder = parent.resolve("for/the/auditor");
    Folder channel = new Folder(folder, "urn:x");
    channel.send(Letters.checkpoint());
    channel.send(Letters.report());
    assertThat(names(folder))
        .containsExactly(
            "20260630T120000Z-checkpoint-signed-" + Letters.ID + ".txt",
            "20260630T120000Z-report-issued-" + Letters.ID + ".json");
    assertThat(folder.resolve(names(folder).getFirst())).content().isEqualTo(Letters.NOTE);
    assertThat(folder.resolve(names(folder).getLast()))
        .content()
        .contains("\"type\":\"palisade.report.issued\"");
  }

  @Test
  void whatIsDeliveredTwiceIsThereOnceAndNoPartIsLeft() throws Exception {
    Folder channel = new Folder(parent, "urn:x");
    channel.send(Letters.checkpoint());
    assertThat(channel.send(Letters.checkpoint()).result()).isEqualTo(Result.DELIVERED);
    assertThat(names(parent)).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeIsAFailure() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThat(new Folder(file, "urn:x").send(Letters.report()).result()).isEqualTo(Result.FAILED);
  }
}
