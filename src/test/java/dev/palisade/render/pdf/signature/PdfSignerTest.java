package dev.palisade.render.pdf.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.PdfRules;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.render.pdf.signature.SmallAuthority.Conduct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfSignerTest {
  private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");
  private static final String REASON = "Issued as SAMPLE-ALL-2026-0003 version 2";
  private static final byte[] UNSIGNED = unsigned();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "secp256r1", "secp384r1"})
  void whatIsSignedIsVerifiedAndStaysArchivable(String kind) throws Exception {
    PdfKey key = key(kind);
    byte[] signed = new PdfSigner(key, null).sign(UNSIGNED, AT, REASON);

    assertThat(PdfSignatureCheck.of(signed))
        .isEqualTo(new PdfSignatureCheck(key.certificate(), null));
    assertThat(Arrays.copyOf(signed, UNSIGNED.length)).isEqualTo(UNSIGNED);
    assertThat(PdfRules.broken(signed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "secp256r1"})
  void anotherProgramCallsTheSignatureValid(String kind) throws Exception {
    byte[] signed = new PdfSigner(key(kind), null).sign(UNSIGNED, AT, REASON);

    assertThat(pdfsig(signed))
        .contains("Signature is Valid.", "ETSI.CAdES.detached", "Total document signed");
  }

  @Test
  void anotherProgramCallsAStampedSignatureValid() throws Exception {
    try (SmallAuthority authority =
        new SmallAuthority(Conduct.HONEST, KeyPurposeId.id_kp_timeStamping)) {
      assertThat(
              pdfsig(
                  new PdfSigner(key("RSA"), authority.asked(List.of())).sign(UNSIGNED, AT, REASON)))
          .contains("Signature is Valid.");
    }
  }

  @Test
  void whatTheAuthorityStampedSaysWhen() throws Exception {
    try (SmallAuthority authority =
        new SmallAuthority(Conduct.HONEST, KeyPurposeId.id_kp_timeStamping)) {
      PdfKey key = key("RSA");
      byte[] signed =
          new PdfSigner(key, authority.asked(List.of(authority.certificate)))
              .sign(UNSIGNED, AT, REASON);

      assertThat(PdfSignatureCheck.of(signed))
          .isEqualTo(new PdfSignatureCheck(key.certificate(), SmallAuthority.NOW));
      assertThat(PdfRules.broken(signed)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSES,closed for the night",
    "STAMPS_SOMETHING_ELSE,proves nothing",
    "REPEATS_A_NONCE,proves nothing",
    "ANSWERS_NONSENSE,proves nothing",
    "FAILS,HTTP 503",
    "LEADS_ELSEWHERE,HTTP 307",
    "FALLS_SILENT,no answer within"
  })
  void aStampThatProvesNothingIsNotTaken(Conduct conduct, String why) throws Exception {
    try (SmallAuthority authority = new SmallAuthority(conduct, KeyPurposeId.id_kp_timeStamping)) {
      PdfSigner signer = new PdfSigner(key("secp256r1"), authority.asked(List.of()));

      assertThatThrownBy(() -> signer.sign(UNSIGNED, AT, REASON))
          .isInstanceOf(NoTimeStamp.class)
          .hasMessageContaining("http://127.0.0.1:")
          .hasMessageContaining(why);
      assertThat(PdfSignatureCheck.of(signer.signUnstamped(UNSIGNED, AT, REASON)).stampedAt())
          .isNull();
    }
  }

  @Test
  void aStampByACertificateForOtherThingsIsNotTaken() throws Exception {
    try (SmallAuthority authority =
        new SmallAuthority(Conduct.HONEST, KeyPurposeId.id_kp_codeSigning)) {
      PdfSigner signer = new PdfSigner(key("secp256r1"), authority.asked(List.of()));

      assertThatThrownBy(() -> signer.sign(UNSIGNED, AT, REASON)).isInstanceOf(NoTimeStamp.class);
    }
  }

  @Test
  void aStampByAnotherAuthorityThanTheTrustedOneIsNotTaken() throws Exception {
    X509Certificate trusted =
        Certificates.selfSigned(Certificates.rsa(), "CN=the real one", certificate -> {});
    try (SmallAuthority authority =
        new SmallAuthority(Conduct.HONEST, KeyPurposeId.id_kp_timeStamping)) {
      PdfSigner signer = new PdfSigner(key("secp256r1"), authority.asked(List.of(trusted)));

      assertThatThrownBy(() -> signer.sign(UNSIGNED, AT, REASON)).isInstanceOf(NoTimeStamp.class);
    }
  }

  @Test
  void anAuthorityThatIsNotThereIsNamed() throws Exception {
    var nowhere =
        new TimeStampAuthority(
            java.net.URI.create("http://127.0.0.1:1/"), java.time.Duration.ofSeconds(5), List.of());

    assertThatThrownBy(() -> new PdfSigner(key("secp256r1"), nowhere).sign(UNSIGNED, AT, REASON))
        .isInstanceOf(NoTimeStamp.class)
        .hasMessageContaining("http://127.0.0.1:1/ did not answer");
  }

  @Test
  void noByteCanBeChangedOrAdded() throws Exception {
    byte[] signed = new PdfSigner(key("secp256r1"), null).sign(UNSIGNED, AT, REASON);
    int contents = new String(signed, StandardCharsets.ISO_8859_1).lastIndexOf("/Contents");
    for (int i = 0; i < signed.length; i += 1499) {
      byte[] changed = signed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> PdfSignatureCheck.of(changed))
          .as("byte %s", i)
          .isInstanceOf(BrokenSignature.class);
    }
    byte[] signature = signed.clone();
    signature[contents + 400] = (byte) (signature[contents + 400] == '0' ? '1' : '0');
    assertThatThrownBy(() -> PdfSignatureCheck.of(signature)).isInstanceOf(BrokenSignature.class);
    byte[] longer = Arrays.copyOf(signed, signed.length + 1);
    assertThatThrownBy(() -> PdfSignatureCheck.of(longer)).isInstanceOf(BrokenSignature.class);
  }

  @Test
  void aDocumentWithoutASignatureHasNone() {
    assertThatThrownBy(() -> PdfSignatureCheck.of(UNSIGNED))
        .isInstanceOf(BrokenSignature.class)
        .hasMessage("expected one signature, not 0");
  }

  @Test
  void aCertificateThatDoesNotHoldYetSignsNothing() throws Exception {
    PdfSigner signer = new PdfSigner(key("secp256r1"), null);

    assertThatThrownBy(() -> signer.sign(UNSIGNED, Certificates.FROM.minusSeconds(1), REASON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds from 2026-01-01T00:00:00Z to 2036-01-01T00:00:00Z");
  }

  private String pdfsig(byte[] pdf) throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("signed.pdf"), pdf);
    Process process;
    try {
      process = new ProcessBuilder("pdfsig", file.toString()).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "pdfsig (poppler) is not installed: " + e.getMessage());
      throw e;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static PdfKey key(String kind) throws Exception {
    KeyPair pair = kind.equals("RSA") ? Certificates.rsa() : Certificates.ec(kind);
    return new PdfKey(
        pair.getPrivate(),
        List.of(Certificates.selfSigned(pair, "CN=Evidence,O=Firma \u017dlu\u0165", c -> {})),
        null);
  }

  private static byte[] unsigned() {
    Report report = SomeReport.withOneOfEverything();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(report, ReportJson.bytes(report), out);
    return out.toByteArray();
  }
}
