package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFileTest {
  @TempDir Path data;

  @Test
  void aServiceThatIsReadyIsFoundByItsDataFolder() throws IOException {
    assertThat(ReadyFile.read(data)).isNull();
    Path tokens = data.resolve("tokens");
    new ReadyFile("http://localhost:8123", tokens, List.of(data.resolve("a.pdf"))).write(data);
    assertThat(ReadyFile.read(data))
        .isEqualTo(new ReadyFile.Ready("http://localhost:8123", tokens));
    ReadyFile.remove(data);
    assertThat(ReadyFile.read(data)).isNull();
  }

  @Test
  void whatAKilledServiceLeftBehindIsNoService() throws IOException {
    Files.writeString(
        data.resolve("ready.json"),
        "{\"pid\": %d, \"address\": \"http://localhost:1\", \"tokensFile\": \"t\"}"
            .formatted(Long.MAX_VALUE));
    assertThat(ReadyFile.read(data)).isNull();
  }
}
