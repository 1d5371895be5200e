package dev.palisade.render.pdf.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;

/// Whether a time stamp was signed by who it says.
final class TokenCheck {
  private TokenCheck() {}

  /// @param trusted empty: any certificate that is one for time stamps will do
  /// @throws TSPException if the signature or the certificate's purpose is wrong
  /// @throws GeneralSecurityException if no trusted certificate vouches for it
  static void requireSigned(TimeStampToken token, List<X509Certificate> trusted)
      throws TSPException, GeneralSecurityException, OperatorCreationException {
    @SuppressWarnings("unchecked") // the selector of a signer selects certificates
    Collection<X509CertificateHolder> found =
        token.getCertificates().getMatches((Selector<X509CertificateHolder>) token.getSID());
    if (found.isEmpty()) {
      throw new TSPException("the certificate that signed it is not inside");
    }
    X509Certificate signer = certificate(found.iterator().next());
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
    if (trusted.isEmpty() || trusted.contains(signer)) {
      return;
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
    List<X509Certificate> inside = new ArrayList<>();
    for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
      inside.add(certificate(holder));
    }
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(signer);
    PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, target);
    path.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(inside)));
    path.setDate(token.getTimeStampInfo().getGenTime());
    // lists of revoked certificates would have to be fetched from wherever the certificate says
    path.setRevocationEnabled(false);
    CertPathBuilder.getInstance("PKIX").build(path);
  }

  private static X509Certificate certificate(X509CertificateHolder holder)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }
}
