package dev.palisade.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.palisade.application.VerifyEvidence.Answer;
import dev.palisade.render.pdf.signature.BrokenSignature;
import dev.palisade.render.pdf.signature.PdfSignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says whether a PDF is what was signed. The log and the files beside it are for the bundle to
/// prove.
final class VerifyPdf {
  private static final byte[] START = "%PDF-".getBytes(US_ASCII);

  /// What stands in each PDF that Palisade signed. Where one of them is left, and it cannot be read
  /// any more, somebody altered it; where none is, it never was one of these.
  private static final List<byte[]> SIGNS =
      Stream.of("/ByteRange", "ETSI.CAdES.detached", "/Sig", "Palisade")
          .map(sign -> sign.getBytes(US_ASCII))
          .toList();

  private VerifyPdf() {}

  private static boolean contains(byte[] pdf, byte[] sign) {
    for (int at = 0; at + sign.length <= pdf.length; at++) {
      if (Arrays.equals(pdf, at, at + sign.length, sign, 0, sign.length)) {
        return true;
      }
    }
    return false;
  }

  static boolean isPdf(byte[] bytes) {
    return bytes.length > START.length
        && Arrays.equals(bytes, 0, START.length, START, 0, START.length);
  }

  /// VERIFIED: signed with the given certificate. UNANCHORED: signed with one that nobody vouches
  /// for, or not at all. TAMPERED: the signature does not hold.
  ///
  /// @throws UnusableInput if it is no PDF, and there is no sign that it was one of ours
  static VerifyEvidence of(byte[] pdf, @Nullable Path certificate) {
    X509Certificate known = certificate == null ? null : read(certificate);
    PdfSignatureCheck check;
    try {
      if (!PdfSignatureCheck.isSigned(pdf)) {
        return new VerifyEvidence(Answer.UNANCHORED, List.of("the PDF bears no signature"));
      }
      check = PdfSignatureCheck.of(pdf);
    } catch (BrokenSignature e) {
      if (SIGNS.stream().noneMatch(sign -> contains(pdf, sign))) {
        throw new UnusableInput("is no PDF that can be read: " + e.getMessage());
      }
      return new VerifyEvidence(Answer.TAMPERED, List.of(String.valueOf(e.getMessage())));
    }
    List<String> reasons = new ArrayList<>();
    String signer = check.signer().getSubjectX500Principal().toString();
    reasons.add("signed with the certificate of " + signer);
    if (check.stampedAt() != null) {
      reasons.add(
          "stamped at " + check.stampedAt() + " by an authority whose certificate is inside");
    }
    if (known == null) {
      reasons.add("no certificate from elsewhere was given to compare it with");
    } else if (!known.equals(check.signer())) {
      reasons.add("which is not the one given, of " + known.getSubjectX500Principal());
    } else {
      return new VerifyEvidence(Answer.VERIFIED, reasons);
    }
    return new VerifyEvidence(Answer.UNANCHORED, reasons);
  }

  private static X509Certificate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | CertificateException e) {
      throw new UnusableInput("--certificate " + file + ": not a certificate in PEM or DER");
    }
  }
}
