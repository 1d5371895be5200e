package dev.palisade.render.pdf.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.PdfSignature;
import org.openpdf.text.pdf.PdfSignatureAppearance;
import org.openpdf.text.pdf.PdfStamper;
import org.openpdf.text.pdf.PdfString;

/// Signs documents as PAdES baseline B asks (ETSI EN 319 142-1, 6), and with a time stamp baseline
/// T: the whole file but for the signature's own place, `ETSI.CAdES.detached`, with
/// signing-certificate-v2 (RFC 5035) and without signing-time, which the entry `M` gives.
public final class PdfSigner {
  private static final String FIELD = "Signature";

  /// For the signature with its certificates.
  private static final int ROOM = 12_288;

  /// A time stamp brings certificates of its own.
  private static final int STAMPED_ROOM = 32_768;

  private final PdfKey key;
  private final @Nullable TimeStampAuthority authority;

  /// @param authority null: without time stamps
  public PdfSigner(PdfKey key, @Nullable TimeStampAuthority authority) {
    this.key = key;
    this.authority = authority;
  }

  /// Signs, with a time stamp where there is an authority. The result begins with the bytes given.
  ///
  /// @param at when, by the clock of who signs
  /// @param reason as readers show it
  /// @throws NoTimeStamp if the authority does not stamp
  /// @throws IllegalArgumentException if the certificate does not hold at that instant
  public byte[] sign(byte[] pdf, Instant at, String reason) throws NoTimeStamp {
    return sign(pdf, at, reason, authority);
  }

  /// Signs without asking the authority.
  ///
  /// @throws IllegalArgumentException if the certificate does not hold at that instant
  public byte[] signUnstamped(byte[] pdf, Instant at, String reason) {
    try {
      return sign(pdf, at, reason, null);
    } catch (NoTimeStamp e) {
      throw new IllegalStateException("nobody was asked for a time stamp", e);
    }
  }

  private byte[] sign(byte[] pdf, Instant at, String reason, @Nullable TimeStampAuthority stamping)
      throws NoTimeStamp {
    key.requireValid(at);
    try (PdfReader reader = new PdfReader(pdf)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 2 * STAMPED_ROOM);
      // the version stays, and what is added stands behind what is there
      PdfStamper stamper = PdfStamper.createSignature(reader, out, "\0", null, true);
      GregorianCalendar when = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
      when.setTimeZone(TimeZone.getTimeZone("UTC"));
      stamper.setEnforcedModificationDate(when);
      PdfSignatureAppearance appearance = stamper.getSignatureAppearance();
      appearance.setFieldNameForInvisibleSignatures(FIELD);
      appearance.setSignDate(when);
      appearance.setReason(reason);
      PdfSignature dictionary =
          new PdfSignature(PdfName.ADOBE_PPKLITE, new PdfName("ETSI.CAdES.detached"));
      appearance.setCryptoDictionary(dictionary);
      int room = stamping == null ? ROOM : STAMPED_ROOM;
      appearance.preClose(Map.of(PdfName.CONTENTS, room * 2 + 2));
      byte[] signed;
      try (InputStream content = appearance.getRangeStream()) {
        signed = content.readAllBytes();
      }
      CMSSignedData cms = cms(signed);
      if (stamping != null) {
        cms = stamped(cms, stamping);
      }
      byte[] der = cms.getEncoded("DER");
      if (der.length > room) {
        throw new IllegalStateException(
            "the signature has " + der.length + " bytes, with room for " + room);
      }
      byte[] padded = new byte[room];
      System.arraycopy(der, 0, padded, 0, der.length);
      PdfDictionary contents = new PdfDictionary();
      contents.put(PdfName.CONTENTS, new PdfString(padded).setHexWriting(true));
      appearance.close(contents);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a PDF that can be signed: " + e.getMessage(), e);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
      throw new IllegalStateException(key + " cannot sign: " + e.getMessage(), e);
    }
  }

  private CMSSignedData cms(byte[] content)
      throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.certificate().getEncoded());
    ASN1EncodableVector own = new ASN1EncodableVector();
    own.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new DERSet(new SigningCertificateV2(new ESSCertIDv2[] {new ESSCertIDv2(digest)}))));
    var usual = new DefaultSignedAttributeTableGenerator(new AttributeTable(own));
    var signing = new JcaContentSignerBuilder(key.algorithm());
    Provider provider = key.provider();
    if (provider != null) {
      signing.setProvider(provider);
    }
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            // EN 319 142-1, 6.3: the entry M says when, not the attribute signing-time
            .setSignedAttributeGenerator(
                parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime))
            .build(signing.build(key.privateKey()), key.certificate()));
    generator.addCertificates(new JcaCertStore(key.chain()));
    return generator.generate(new CMSProcessableByteArray(content), false);
  }

  /// With the authority's word on the signature's value as an unsigned attribute (RFC 5126, 6.1.1).
  private static CMSSignedData stamped(CMSSignedData cms, TimeStampAuthority authority)
      throws NoTimeStamp, IOException {
    SignerInformation signer = cms.getSignerInfos().getSigners().iterator().next();
    byte[] token = authority.stamp(signer.getSignature()).getEncoded();
    ASN1EncodableVector unsigned = new ASN1EncodableVector();
    unsigned.add(
        new Attribute(
            PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
            new DERSet(ASN1Primitive.fromByteArray(token))));
    return CMSSignedData.replaceSigners(
        cms,
        new SignerInformationStore(
            List.of(
                SignerInformation.replaceUnsignedAttributes(
                    signer, new AttributeTable(unsigned)))));
  }
}
