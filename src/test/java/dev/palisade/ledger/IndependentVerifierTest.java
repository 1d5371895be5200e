package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `Verify.java`, which shares no code with the service, gives the answers that the service gives.
class IndependentVerifierTest {
  private static final Path SOURCE = Path.of("src", "main", "verifier", "Verify.java");

  @TempDir private static Path folder;
  private static Method run;

  private final SealedReport sealed = SealedReport.make();

  record Answer(int code, String out, String err) {}

  @BeforeAll
  static void compile() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                SOURCE.toString());
    assertThat(failed).isZero();
    // no parent but the platform: it can share nothing
    ClassLoader alone =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    run =
        alone
            .loadClass("Verify")
            .getDeclaredMethod("run", String[].class, PrintStream.class, PrintStream.class);
    run.setAccessible(true);
  }

  private static Answer verify(byte[] bundle, String... options) throws Exception {
    Path file = folder.resolve("bundle.zip");
    Files.write(file, bundle);
    String[] arguments = new String[options.length + 1];
    arguments[0] = file.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = (int) run.invoke(null, arguments, new PrintStream(out), new PrintStream(err));
    return new Answer(code, out.toString(UTF_8), err.toString(UTF_8));
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
                SOURCE.toString(),
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
