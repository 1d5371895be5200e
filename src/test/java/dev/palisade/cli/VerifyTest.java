package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.ledger.SealedReport;
import dev.palisade.ledger.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  private final SealedReport sealed = SealedReport.make();
  @TempDir private Path folder;
  private Path bundle;

  @BeforeEach
  void writeBundle() throws IOException {
    bundle = Files.write(folder.resolve("bundle.zip"), sealed.bundle().zip());
  }

  @Test
  void aKeyInEitherFormVerifies() throws IOException {
    String key = sealed.key().verifier().toString();
    String by = "VERIFIED\n  by key " + sealed.key().verifier().shortName() + "\n";
    Path pem = Files.writeString(folder.resolve("key.pem"), sealed.key().verifier().pem());
    Path list = Files.writeString(folder.resolve("keys.txt"), key + "\n");
    for (String given : List.of(key, pem.toString(), list.toString())) {
      assertThat(CommandAnswer.of("verify", bundle.toString(), "--key", given))
          .isEqualTo(new CommandAnswer(0, by, ""));
    }
  }

  @Test
  void aCheckpointThatWasSentBeforeVerifies() throws IOException {
    Path held =
        Files.write(
            folder.resolve("held.txt"),
            sealed.checkpoint(SealedReport.EARLIER).sign(List.of(sealed.key())).bytes());
    assertThat(CommandAnswer.of("verify", bundle.toString(), "--checkpoint", held.toString()))
        .isEqualTo(new CommandAnswer(0, "VERIFIED\n  by checkpoint of 5 entries\n", ""));
  }

  @Test
  void whatNobodyVouchesForNeedsAPerson() {
    assertThat(CommandAnswer.of("verify", bundle.toString()))
        .isEqualTo(
            new CommandAnswer(
                4, "UNANCHORED\n  neither a key nor a checkpoint from elsewhere was given\n", ""));
    String strange = SigningKey.generate(SealedReport.ORIGIN).verifier().toString();
    assertThat(CommandAnswer.of("verify", bundle.toString(), "--key", strange).code()).isEqualTo(4);
  }

  @Test
  void aChangeIsNamed() throws IOException {
    byte[] zip = Files.readAllBytes(bundle);
    zip[zip.length - 1] ^= 1;
    Files.write(bundle, zip);
    CommandAnswer answer =
        CommandAnswer.of("verify", bundle.toString(), "--key", sealed.key().verifier().toString());
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).startsWith("TAMPERED\n  " + bundle + ": the archive is not as");
  }

  @Test
  void aReportAloneIsUnanchoredAtBest() throws IOException {
    Path report = Files.write(folder.resolve("r.json"), SealedReport.files().get("report.json"));
    CommandAnswer answer = CommandAnswer.of("verify", report.toString());
    assertThat(answer.code()).isEqualTo(4);
    assertThat(answer.out()).contains("a report alone has no proof: verify its bundle (SHA-256 ");
    Files.writeString(report, Files.readString(report) + "\n");
    answer = CommandAnswer.of("verify", report.toString());
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).contains("no longer the canonical JSON that was issued");
  }

  @Test
  void whatIsUnusableIsToldApart() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "nothing");
    assertThat(CommandAnswer.of("verify", other.toString()))
        .isEqualTo(new CommandAnswer(2, "", "error: " + other + ": is no ZIP\n"));
    Path missing = folder.resolve("missing");
    assertThat(CommandAnswer.of("verify", missing.toString()))
        .isEqualTo(new CommandAnswer(2, "", "error: " + missing + ": cannot be read\n"));
    assertThat(CommandAnswer.of("verify", bundle.toString(), "--key", "x+y"))
        .isEqualTo(
            new CommandAnswer(2, "", "error: --key x+y: not a key in the form NAME+ID+KEY: x+y\n"));
    assertThat(
            CommandAnswer.of("verify", bundle.toString(), "--checkpoint", other.toString()).err())
        .isEqualTo(
            "error: " + other + ": is no signed note: no empty line parts text and signatures\n");
  }
}
