package dev.palisade.render.pdf.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.PdfArray;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfString;

/// What the signature of a document proves: that its bytes are those which the holder of a
/// certificate signed. Whether the certificate is the right one is for the reader to compare.
///
/// @param signer the certificate whose key signed
/// @param stampedAt what the authority of time said; null: nothing was asked of one
public record PdfSignatureCheck(X509Certificate signer, @Nullable Instant stampedAt) {

  /// Whether a document claims to be signed.
  ///
  /// @throws BrokenSignature if it cannot be read
  public static boolean isSigned(byte[] pdf) throws BrokenSignature {
    try (PdfReader reader = new PdfReader(pdf)) {
      return !reader.getAcroFields().getSignedFieldNames().isEmpty();
    } catch (IOException | RuntimeException e) {
      throw new BrokenSignature("the document cannot be read: " + e.getMessage());
    }
  }

  /// Checks a document with one signature, which covers all of its bytes but its own place.
  ///
  /// @throws BrokenSignature if there is no such signature, or it does not hold
  public static PdfSignatureCheck of(byte[] pdf) throws BrokenSignature {
    try (PdfReader reader = new PdfReader(pdf)) {
      List<String> names = reader.getAcroFields().getSignedFieldNames();
      if (names.size() != 1) {
        throw new BrokenSignature("expected one signature, not " + names.size());
      }
      PdfDictionary dictionary = reader.getAcroFields().getSignatureDictionary(names.getFirst());
      PdfString contents = dictionary.getAsString(PdfName.CONTENTS);
      PdfArray range = dictionary.getAsArray(PdfName.BYTERANGE);
      if (contents == null || range == null) {
        throw new BrokenSignature("the signature has no contents or no byte range");
      }
      try (ASN1InputStream der = new ASN1InputStream(contents.getOriginalBytes())) {
        byte[] cms = der.readObject().getEncoded();
        for (byte padding : der.readAllBytes()) {
          if (padding != 0) {
            throw new BrokenSignature("something stands behind the signature in its place");
          }
        }
        return of(new CMSSignedData(new CMSProcessableByteArray(signed(pdf, range)), cms));
      }
    } catch (IOException | CMSException | RuntimeException e) {
      // readers of foreign bytes throw what they like
      throw new BrokenSignature("the signature cannot be read: " + e.getMessage());
    } catch (GeneralSecurityException | OperatorCreationException | TSPException e) {
      throw new BrokenSignature("the signature does not hold: " + e.getMessage());
    }
  }

  /// The bytes before and after the signature's place, to the end of the file: whatever stood
  /// behind, nobody would have signed.
  private static byte[] signed(byte[] pdf, PdfArray range) throws BrokenSignature {
    int[] part = new int[range.size()];
    for (int i = 0; i < part.length; i++) {
      part[i] = range.getAsNumber(i).intValue();
    }
    boolean whole =
        part.length == 4
            && part[0] == 0
            && part[1] > 0
            && part[2] > part[1]
            && part[3] > 0
            && part[2] + (long) part[3] == pdf.length
            && pdf[part[1]] == '<'
            && pdf[part[2] - 1] == '>'
            && isHex(pdf, part[1] + 1, part[2] - 1);
    if (!whole) {
      throw new BrokenSignature(
          "the signature covers " + Arrays.toString(part) + " of " + pdf.length + " bytes");
    }
    byte[] signed = Arrays.copyOf(pdf, part[1] + part[3]);
    System.arraycopy(pdf, part[2], signed, part[1], part[3]);
    return signed;
  }

  private static boolean isHex(byte[] pdf, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(pdf[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static PdfSignatureCheck of(CMSSignedData cms)
      throws BrokenSignature,
          CMSException,
          GeneralSecurityException,
          OperatorCreationException,
          TSPException,
          IOException {
    SignerInformation signer = cms.getSignerInfos().getSigners().iterator().next();
    @SuppressWarnings("unchecked") // the selector of a signer selects certificates
    var found = cms.getCertificates().getMatches((Selector<X509CertificateHolder>) signer.getSID());
    if (found.isEmpty()) {
      throw new BrokenSignature("the certificate that signed is not inside");
    }
    X509Certificate certificate =
        new JcaX509CertificateConverter().getCertificate(found.iterator().next());
    if (!signer.verify(
        new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
      throw new BrokenSignature("the signature is not by the certificate that it names");
    }
    requireNamed(signer, certificate);
    return new PdfSignatureCheck(certificate, stampedAt(signer));
  }

  /// The certificate is part of what was signed, so that no other of the same key can be put in its
  /// place (RFC 5035).
  private static void requireNamed(SignerInformation signer, X509Certificate certificate)
      throws BrokenSignature, GeneralSecurityException {
    Attribute named =
        signer.getSignedAttributes() == null
            ? null
            : signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    if (named == null
        || !Arrays.equals(
            digest,
            SigningCertificateV2.getInstance(named.getAttrValues().getObjectAt(0))
                .getCerts()[0]
                .getCertHash())) {
      throw new BrokenSignature("what was signed does not name the certificate");
    }
  }

  private static @Nullable Instant stampedAt(SignerInformation signer)
      throws BrokenSignature,
          CMSException,
          GeneralSecurityException,
          OperatorCreationException,
          TSPException,
          IOException {
    Attribute stamp =
        signer.getUnsignedAttributes() == null
            ? null
            : signer
                .getUnsignedAttributes()
                .get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
    if (stamp == null) {
      return null;
    }
    ASN1Encodable value = stamp.getAttrValues().getObjectAt(0);
    TimeStampToken token =
        new TimeStampToken(new CMSSignedData(value.toASN1Primitive().getEncoded()));
    TokenCheck.requireSigned(token, List.of());
    MessageDigest imprint =
        MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId());
    if (!Arrays.equals(
        imprint.digest(signer.getSignature()),
        token.getTimeStampInfo().getMessageImprintDigest())) {
      throw new BrokenSignature("the time stamp is one of something else");
    }
    return token.getTimeStampInfo().getGenTime().toInstant();
  }
}
