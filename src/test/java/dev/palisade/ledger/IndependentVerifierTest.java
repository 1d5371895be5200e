package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palisade.ledger.IndependentVerifier.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `Verify.java`, which shares no code with the service, gives the answers that the service gives.
class IndependentVerifierTest {
  @TempDir private static Path folder;
  private static IndependentVerifier verifier;

  private final SealedReport sealed = SealedReport.make();

  @BeforeAll
  static void compile() throws Exception {
    verifier = IndependentVerifier.compiled(folder);
  }

  private static Answer verify(byte[] bundle, String... options) throws Exception {
    return verifier.verify(bundle, options);
  }

  @Test
  void itVerifiesByKeyFileAndCheckpoint() throws Exception {
    byte[] zip = sealed.bundle().zip();
    VerifierKey key = sealed.key().verifier();
    assertThat(verify(zip, "--key", key.toString()))
        .isEqualTo(
            new Answer(0, "VERIFIED: SHOP-ALL-2026-0001-v1, by key " + key.shortName() + "\n", ""));
    Path pem = Files.writeString(folder.resolve("key.pem"), key.pem());
    assertThat(verify(zip, "--key", pem.toString()).code()).isZero();
    Path notes = Files.writeString(folder.resolve("keys"), key + "\n");
    assertThat(verify(zip, "--key", notes.toString()).code()).isZero();
    for (long size : List.of(SealedReport.EARLIER, sealed.log().size())) {
      Path held = folder.resolve("held.txt");
      Files.write(held, sealed.checkpoint(size).sign(List.of(sealed.key())).bytes());
      assertThat(verify(zip, "--checkpoint", held.toString()).out())
          .isEqualTo("VERIFIED: SHOP-ALL-2026-0001-v1, by checkpoint of " + size + " entries\n");
    }
  }

  @Test
  void itTellsWhatNobodyVouchesFor() throws Exception {
    byte[] zip = sealed.bundle().zip();
    assertThat(verify(zip))
        .isEqualTo(
            new Answer(
                4,
                "UNANCHORED: SHOP-ALL-2026-0001-v1 is intact, but neither a key nor a checkpoint from elsewhere was given\n",
                ""));
    String other = SigningKey.generate(SealedReport.ORIGIN).verifier().toString();
    assertThat(verify(zip, "--key", other).code()).isEqualTo(4);
    Path held = folder.resolve("held.txt");
    Files.write(held, sealed.checkpoint(7).sign(List.of(sealed.key())).bytes());
    assertThat(verify(zip, "--checkpoint", held.toString()).code()).isEqualTo(4);
  }

  @Test
  void itFindsARewrittenLog() throws Exception {
    SealedReport rewritten = SealedReport.make(sealed.key(), "other", SealedReport.files());
    Path held = folder.resolve("held.txt");
    Files.write(held, sealed.checkpoint(14).sign(List.of(sealed.key())).bytes());
    Answer answer = verify(rewritten.bundle().zip(), "--checkpoint", held.toString());
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.out()).contains("is of a log that was rewritten");
  }

  @Test
  void noSingleChangedByteIsVerified() throws Exception {
    String key = sealed.key().verifier().toString();
    for (byte[] changed : VerifyBundleTest.singleChanges(sealed, 23)) {
      Answer answer = verify(changed, "--key", key);
      assertThat(answer.code()).as(answer.out() + answer.err()).isIn(1, 2);
      if (answer.code() == 2) {
        assertThat(answer.err()).containsAnyOf("is no bundle", "was packed by another program");
      }
    }
  }

  @Test
  void bothVerifiersSayTheSameOfAReportOverSeveralClusters() throws Exception {
    SealedReport group = SealedReport.ofGroup();
    byte[] zip = group.bundle().zip();
    String key = group.key().verifier().toString();
    assertThat(verify(zip, "--key", key).out()).startsWith("VERIFIED: GROUP-ALL-2026-G0001-v1");
    assertThat(VerifyBundle.of("zip", zip, group.trusted())).isInstanceOf(Verdict.Verified.class);
    assertThat(verify(zip).code()).isEqualTo(4);
    assertThat(VerifyBundle.of("zip", zip, Trust.NONE)).isInstanceOf(Verdict.Unanchored.class);
    for (byte[] changed : VerifyBundleTest.singleChanges(group, 97)) {
      assertThat(verify(changed, "--key", key).code()).isIn(1, 2);
    }
    for (String path : List.of("report.json", "report.pdf", "envelope.json", "entry.json")) {
      byte[] altered = AlteredBundle.in(zip, path);
      assertThat(verify(altered, "--key", key).code()).as(path).isEqualTo(1);
      assertThat(VerifyBundle.of("zip", altered, group.trusted()))
          .as(path)
          .isInstanceOf(Verdict.Tampered.class);
    }
  }

  @Test
  void wrongUseIsToldApart() throws Exception {
    assertThat(verify(new byte[] {1}).code()).isEqualTo(2);
    assertThat(verify(sealed.bundle().zip(), "--key", "x").code()).isEqualTo(2);
    assertThat(verify(sealed.bundle().zip(), "--other").code()).isEqualTo(2);
    byte[] report = SealedReport.files().get("report.json");
    assertThat(verify(report).code()).isEqualTo(4);
    assertThat(verify((new String(report, UTF_8) + " ").getBytes(UTF_8)).code()).isEqualTo(1);
  }

  @Test
  void itRunsFromItsSource() throws Exception {
    Path file = folder.resolve("from-source.zip");
    Files.write(file, sealed.bundle().zip());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                IndependentVerifier.SOURCE.toString(),
                file.toString(),
                "--key",
                sealed.next().verifier().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).startsWith("VERIFIED: SHOP-ALL-2026-0001-v1");
  }
}
