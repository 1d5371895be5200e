package dev.palisade.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.document.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class VerifyBundleTest {
  private static final int FIRST_HEADER = 30;

  private final SealedReport sealed = SealedReport.make();

  private static Verdict verify(byte[] zip, Trust trust) {
    return VerifyBundle.of("bundle.zip", zip, trust);
  }

  private static SortedMap<String, byte[]> files(SealedReport sealed) throws Archive.Damaged {
    return Archive.read(sealed.bundle().zip());
  }

  @Test
  void aBundleIsVerifiedByWhatSomeoneHoldsFromElsewhere() {
    byte[] zip = sealed.bundle().zip();
    assertThat(verify(zip, sealed.trusted()))
        .isEqualTo(new Verdict.Verified("key " + sealed.key().verifier().shortName()));
    assertThat(verify(zip, SealedReport.trusting(sealed.next().verifier())))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(
            verify(
                zip,
                new Trust(List.of(new Trust.Key(null, sealed.key().verifier().publicKey())), null)))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(verify(zip, new Trust(List.of(), sealed.checkpoint(sealed.log().size()))))
        .isEqualTo(new Verdict.Verified("checkpoint of 14 entries"));
    assertThat(verify(zip, new Trust(List.of(), sealed.checkpoint(SealedReport.EARLIER))))
        .isEqualTo(new Verdict.Verified("checkpoint of 5 entries"));
  }

  @Test
  void anIntactBundleThatNobodyVouchesForIsUnanchored() {
    byte[] zip = sealed.bundle().zip();
    assertThat(verify(zip, Trust.NONE))
        .isEqualTo(
            new Verdict.Unanchored("neither a key nor a checkpoint from elsewhere was given"));
    assertThat(verify(zip, SealedReport.trusting(SigningKey.generate("x").verifier())))
        .isEqualTo(new Verdict.Unanchored("no key that was given signed the checkpoint"));
    VerifierKey renamed = new VerifierKey("other/log", sealed.key().verifier().publicKey());
    assertThat(verify(zip, SealedReport.trusting(renamed))).isInstanceOf(Verdict.Unanchored.class);
    assertThat(verify(zip, new Trust(List.of(), sealed.checkpoint(7))))
        .isEqualTo(
            new Verdict.Unanchored(
                "nothing in the bundle connects its checkpoint of 14 entries with the given one of 7"));
    assertThat(
            verify(zip, new Trust(List.of(), new Checkpoint("other", 14, Hash.EMPTY, List.of()))))
        .isEqualTo(
            new Verdict.Unanchored("the checkpoint that was given is of another log: other"));
  }

  @Test
  void aForgerWithAKeyOfHisOwnVerifiesNothing() {
    byte[] forged =
        SealedReport.make(SigningKey.generate(SealedReport.ORIGIN), "entry", SealedReport.files())
            .bundle()
            .zip();
    assertThat(verify(forged, sealed.trusted())).isInstanceOf(Verdict.Unanchored.class);
  }

  @Test
  void aRewrittenLogIsFoundByAnEarlierCheckpoint() {
    SealedReport rewritten = SealedReport.make(sealed.key(), "other", SealedReport.files());
    assertThat(verify(rewritten.bundle().zip(), sealed.trusted()))
        .isInstanceOf(Verdict.Verified.class);
    for (long size : List.of(SealedReport.EARLIER, sealed.log().size())) {
      Verdict verdict =
          verify(rewritten.bundle().zip(), new Trust(List.of(), sealed.checkpoint(size)));
      assertThat(verdict.toString()).contains("Tampered", "is of a log that was rewritten");
    }
  }

  @Test
  void whatWasAlteredAddedOrTakenAwayIsNamed() throws Exception {
    SortedMap<String, byte[]> files = files(sealed);
    files.put("report.pdf", new byte[] {1});
    files.put("notes.txt", new byte[0]);
    files.remove("scope.json");
    Verdict verdict = verify(Archive.write(files), sealed.trusted());
    assertThat(((Verdict.Tampered) verdict).findings())
        .extracting(Verdict.Finding::where)
        .containsExactly("notes.txt", "report.pdf", "scope.json");
    for (String proof : Bundle.PROOFS) {
      SortedMap<String, byte[]> without = files(sealed);
      without.remove(proof);
      assertThat(verify(Archive.write(without), sealed.trusted()))
          .isEqualTo(new Verdict.Tampered(List.of(new Verdict.Finding(proof, "is missing"))));
    }
  }

  @Test
  void partsOfAnotherGenuineBundleDoNotFit() throws Exception {
    Map<String, byte[]> others = SealedReport.files();
    others.put("report.json", "{\"format\":\"palisade/report/v1\"}".getBytes(UTF_8));
    SortedMap<String, byte[]> other = files(SealedReport.make(sealed.key(), "entry", others));
    for (String path : List.of("report.json", "envelope.json", "entry.json", "checkpoint.txt")) {
      SortedMap<String, byte[]> mixed = files(sealed);
      mixed.put(path, other.get(path));
      assertThat(verify(Archive.write(mixed), sealed.trusted()))
          .as(path)
          .isInstanceOf(Verdict.Tampered.class);
    }
  }

  @Test
  void noSingleChangedByteIsVerified() throws Exception {
    byte[] zip = sealed.bundle().zip();
    for (byte[] changed : singleChanges(sealed, 13)) {
      try {
        assertThat(verify(changed, sealed.trusted())).isInstanceOf(Verdict.Tampered.class);
      } catch (MalformedDocument e) {
        // the ZIP's own first header: then it is no bundle at all
        assertThat(Arrays.mismatch(zip, changed)).isLessThan(FIRST_HEADER);
        assertThat(e.problem()).containsAnyOf("is no ZIP", "was packed by another program");
      }
    }
  }

  /// Bundles with one bit of one byte changed: of the ZIP as it is, and of each file packed anew
  /// with checksums that fit.
  static List<byte[]> singleChanges(SealedReport sealed, int step) throws Archive.Damaged {
    List<byte[]> changed = new ArrayList<>();
    byte[] zip = sealed.bundle().zip();
    for (int at = 0; at < zip.length; at += step) {
      changed.add(flipped(zip, at));
    }
    SortedMap<String, byte[]> files = Archive.read(zip);
    for (String path : files.keySet()) {
      byte[] content = files.get(path);
      for (int at = 0; at < content.length; at += step) {
        SortedMap<String, byte[]> one = new TreeMap<>(files);
        one.put(path, flipped(content, at));
        changed.add(Archive.write(one));
      }
    }
    return changed;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    // each of the eight bits in turn; bit 5 turns lower case into upper case
    changed[at] ^= (byte) (1 << (at * 5 % 8));
    return changed;
  }

  @Test
  void bundlesAreTheSameBytesAndAnOrdinaryZip() throws Exception {
    byte[] zip = sealed.bundle().zip();
    assertThat(sealed.bundle().zip()).isEqualTo(zip);
    SortedMap<String, byte[]> files = files(sealed);
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        assertThat(in.readAllBytes()).isEqualTo(files.get(entry.getName()));
      }
    }
    assertThat(names).containsExactlyElementsOf(files.keySet());
  }

  @Test
  void crookedArchivesAreRefused() throws Exception {
    for (String path :
        List.of(
            "../x", "/x", "a//b", "a/../b", "C:x", "a\\b", ".x", "a/", "", "ä", "x".repeat(201))) {
      assertThatThrownBy(
              () -> new Evidence("R", Map.of("report.json", new byte[0], path, new byte[0])))
          .as(path)
          .hasMessage("no path for a file of a bundle: " + path);
    }
    byte[] traversal =
        new String(sealed.bundle().zip(), ISO_8859_1)
            .replace("scope.json", "../pe.json")
            .getBytes(ISO_8859_1);
    assertThat(verify(traversal, sealed.trusted()).toString())
        .contains("has a path that no bundle has there");
    assertThatThrownBy(() -> verify(packedAnew(), sealed.trusted()))
        .hasMessage(
            "bundle.zip: was packed by another program: give the bundle as it was downloaded");
    assertThatThrownBy(() -> verify(new byte[] {1, 2}, Trust.NONE))
        .hasMessage("bundle.zip: is no ZIP");
    byte[] zip = sealed.bundle().zip();
    assertThat(verify(Arrays.copyOf(zip, zip.length + 1), sealed.trusted()))
        .isInstanceOf(Verdict.Tampered.class);
    for (int length = 40; length < zip.length; length += 97) {
      assertThat(verify(Arrays.copyOf(zip, length), sealed.trusted()))
          .isInstanceOf(Verdict.Tampered.class);
    }
  }

  private byte[] packedAnew() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files(sealed).entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void evidenceCannotTakeThePlaceOfProofs() {
    for (String path : List.of("envelope.json", "keys.txt", "keys/x.pem", "README.txt")) {
      assertThatThrownBy(
              () -> new Evidence("R", Map.of("report.json", new byte[0], path, new byte[0])))
          .hasMessage("the bundle itself writes " + path);
    }
    assertThatThrownBy(() -> new Evidence("R", Map.of())).hasMessage("a bundle needs report.json");
  }
}
