package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of docs/verification.md, run as they stand there.
class VerificationByHandTest {
  private static final List<String> TOOLS =
      List.of("bash", "unzip", "jq", "openssl", "xxd", "sha256sum", "base64");

  private final SealedReport sealed = SealedReport.make();
  @TempDir private Path folder;

  @BeforeEach
  void toolsAreThere() {
    List<Path> path =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream().map(Path::of).toList();
    for (String tool : TOOLS) {
      assumeTrue(
          path.stream().anyMatch(in -> Files.isExecutable(in.resolve(tool))), "needs " + tool);
    }
  }

  private record Answer(int code, String said) {}

  private Answer byHand(byte[] bundle, VerifierKey key) throws Exception {
    String document = Files.readString(Path.of("docs", "verification.md"));
    int from = document.indexOf("```bash\n") + "```bash\n".length();
    String script = document.substring(from, document.indexOf("```", from));
    Path work = Files.createTempDirectory(folder, "by-hand");
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).directory(work.toFile());
    shell.environment().put("BUNDLE", Files.write(work.resolve("b.zip"), bundle).toString());
    shell.environment().put("KEY", Files.writeString(work.resolve("key"), key.pem()).toString());
    Process process = shell.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), said);
  }

  @Test
  void aGoodBundleIsVerified() throws Exception {
    for (SigningKey key : List.of(sealed.key(), sealed.next())) {
      assertThat(byHand(sealed.bundle().zip(), key.verifier()))
          .isEqualTo(new Answer(0, "verified by hand: log palisade.example/log, size 14\n"));
    }
  }

  @Test
  void anotherKeyOrAChangedFileIsNot() throws Exception {
    VerifierKey key = sealed.key().verifier();
    VerifierKey strange = SigningKey.generate(SealedReport.ORIGIN).verifier();
    assertThat(byHand(sealed.bundle().zip(), strange).code()).isNotZero();
    for (String path : List.of("report.pdf", "entry.json", "proof.json", "checkpoint.txt")) {
      var files = new TreeMap<>(Archive.read(sealed.bundle().zip()));
      byte[] changed = files.get(path).clone();
      // of the proof the hash next to the root: by hand, proofs from earlier sizes are left out
      changed[path.equals("proof.json") ? changed.length - 50 : changed.length / 2] ^= 1;
      files.put(path, changed);
      assertThat(byHand(Archive.write(files), key).code()).as(path).isNotZero();
    }
    var added = new TreeMap<>(Archive.read(sealed.bundle().zip()));
    added.put("notes.txt", new byte[0]);
    assertThat(byHand(Archive.write(added), key).code()).isNotZero();
  }
}
