package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palisade.application.VerifyEvidence.Answer;
import dev.palisade.compliance.report.Report;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.render.json.ReportJson;
import dev.palisade.render.pdf.ReportPdf;
import dev.palisade.render.pdf.signature.PdfKey;
import dev.palisade.render.pdf.signature.PdfKeyFile;
import dev.palisade.render.pdf.signature.PdfSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyPdfTest {
  private static final Instant AT = Instant.parse("2026-11-22T06:00:00Z");

  @TempDir Path folder;

  @Test
  void aPdfIsVerifiedByTheCertificateThatTheReaderHolds() throws Exception {
    PdfKey key = PdfKeyFile.ensure(folder.resolve("key"), "Palisade", AT);
    Path pdf = write(new PdfSigner(key, null).signUnstamped(unsigned(), AT, "Issued"));

    assertThat(VerifyEvidence.of(pdf, List.of(), null, certificate(key)).answer())
        .isEqualTo(Answer.VERIFIED);
    assertThat(VerifyEvidence.of(pdf, List.of(), null).reasons())
        .contains("signed with the certificate of OU=self-signed, CN=Palisade");
    PdfKey other = PdfKeyFile.ensure(folder.resolve("other"), "Somebody", AT);
    assertThat(VerifyEvidence.of(pdf, List.of(), null, certificate(other)).answer())
        .isEqualTo(Answer.UNANCHORED);
  }

  @Test
  void aChangedPdfIsTamperedWith() throws Exception {
    PdfKey key = PdfKeyFile.ensure(folder.resolve("key"), "Palisade", AT);
    byte[] signed = new PdfSigner(key, null).signUnstamped(unsigned(), AT, "Issued");
    signed[1000] ^= 1;

    assertThat(VerifyEvidence.of(write(signed), List.of(), null, certificate(key)).answer())
        .isEqualTo(Answer.TAMPERED);
  }

  @Test
  void aPdfWithoutASignatureIsVouchedForByNobody() throws Exception {
    assertThat(VerifyEvidence.of(write(unsigned()), List.of(), null))
        .isEqualTo(new VerifyEvidence(Answer.UNANCHORED, List.of("the PDF bears no signature")));
  }

  /// Of a file that never was one of ours nothing can be said.
  @Test
  void aFileThatOnlyBeginsAsAPdfIsUnusable() throws Exception {
    for (String garbage : List.of("%PDF-1.7", "%PDF-1.7\n%%EOF\n", "%PDF-\0\0\0 nothing of it")) {
      Path file = Files.writeString(folder.resolve("garbage.pdf"), garbage + " ".repeat(100));
      assertThatThrownBy(() -> VerifyEvidence.of(file, List.of(), null))
          .as(garbage)
          .isInstanceOf(UnusableInput.class)
          .hasMessageContaining("no PDF that can be read");
    }
  }

  @Test
  void whateverByteOfASignedPdfIsChangedItIsNotVerified() throws Exception {
    PdfKey key = PdfKeyFile.ensure(folder.resolve("key"), "Palisade", AT);
    byte[] signed = new PdfSigner(key, null).signUnstamped(unsigned(), AT, "Issued");
    Path given = certificate(key);
    for (int at = 8; at < signed.length; at += signed.length / 40) {
      byte[] changed = signed.clone();
      changed[at] ^= 1;
      assertThat(VerifyEvidence.of(write(changed), List.of(), null, given).answer())
          .as("byte " + at)
          .isEqualTo(Answer.TAMPERED);
    }
    byte[] half = Arrays.copyOf(signed, signed.length - 3_000);
    assertThat(VerifyEvidence.of(write(half), List.of(), null, given).answer())
        .isNotEqualTo(Answer.VERIFIED);
  }

  @Test
  void aCertificateThatIsNoneIsNamed() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
    Path pdf = write(unsigned());

    assertThatThrownBy(() -> VerifyEvidence.of(pdf, List.of(), null, none))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("none.pem");
  }

  private Path certificate(PdfKey key) throws IOException, CertificateEncodingException {
    return Files.write(folder.resolve("given.der"), key.certificate().getEncoded());
  }

  private Path write(byte[] pdf) throws IOException {
    return Files.write(folder.resolve("report.pdf"), pdf);
  }

  private static byte[] unsigned() {
    Report report = SomeReport.withOneOfEverything();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPdf.write(report, ReportJson.bytes(report), out);
    return out.toByteArray();
  }
}
