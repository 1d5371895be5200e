package dev.palisade.application;

import dev.palisade.render.pdf.signature.NoTimeStamp;
import dev.palisade.render.pdf.signature.PdfKey;
import dev.palisade.render.pdf.signature.PdfKeyFile;
import dev.palisade.render.pdf.signature.PdfSigner;
import dev.palisade.render.pdf.signature.TimeStampAuthority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Signs the PDF of what is issued: with the configured key, or with one of the installation's own
/// that is made at first start and stands in the data folder, beside the ledger's and apart from
/// it.
@ApplicationScoped
public class SignPdf {
  /// In the data folder: private key and self-signed certificate, mode 600.
  public static final String KEY_FILE = "pdf-signature.pem";

  private static final Logger LOG = Logger.getLogger(SignPdf.class);

  private final PdfKey key;
  private final PdfSigner signer;
  private final boolean stampRequired;

  /// @throws UnusableInput when what is configured cannot be used, which keeps the service from
  ///   starting
  public SignPdf(
      ConfiguredPdf configured, @ConfigProperty(name = "palisade.data") Path data, Clock clock) {
    this.key = key(configured, data, clock);
    this.signer = new PdfSigner(key, authority(configured.timeStamp()));
    this.stampRequired = configured.timeStamp().required();
  }

  void atStart(@Observes Startup event) {
    LOG.infof("PDF reports are signed with the %s", key);
  }

  /// Signs. Where the authority does not stamp, the report is issued all the same, unless that is
  /// configured otherwise: evidence must not be lost because somebody else's service is down. The
  /// signature's reason and the log then say so.
  ///
  /// @param what is issued, as readers show it
  /// @throws Unstamped when a time stamp is required and there is none
  public byte[] sign(byte[] pdf, Instant at, String what) {
    try {
      return signer.sign(pdf, at, what);
    } catch (NoTimeStamp e) {
      if (stampRequired) {
        throw new Unstamped(what + ": " + e.getMessage(), e);
      }
      LOG.warnf("%s without a time stamp: %s", what, e.getMessage());
      return signer.signUnstamped(pdf, at, what + ". Without a time stamp: " + e.getMessage());
    }
  }

  /// A report was not issued because the authority of time did not stamp it.
  public static final class Unstamped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unstamped(String message, NoTimeStamp cause) {
      super(message, cause);
    }
  }

  private static PdfKey key(ConfiguredPdf configured, Path data, Clock clock) {
    Path store = configured.keyStore().orElse(null);
    Path device = configured.pkcs11().orElse(null);
    char[] password = configured.password().orElse("").toCharArray();
    String alias = configured.alias().orElse(null);
    if (store != null && device != null) {
      throw new UnusableInput("palisade.pdf: expected one of key-store and pkcs11, not both");
    }
    try {
      if (store != null) {
        return PdfKey.ofPkcs12(store, password, alias);
      }
      if (device != null) {
        return PdfKey.ofPkcs11(device, password, alias);
      }
      return PdfKeyFile.ensure(data.resolve(KEY_FILE), "Palisade", clock.instant());
    } catch (IOException | IllegalArgumentException e) {
      String which = store != null ? "key-store: " : device != null ? "pkcs11: " : "";
      throw new UnusableInput("palisade.pdf: " + which + e.getMessage());
    }
  }

  private static @Nullable TimeStampAuthority authority(ConfiguredPdf.TimeStamp configured) {
    if (configured.url().isEmpty()) {
      return null;
    }
    try {
      return new TimeStampAuthority(
          configured.url().get(),
          configured.timeout(),
          configured.certificate().isEmpty()
              ? List.of()
              : certificates(configured.certificate().get()));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("palisade.pdf.time-stamp.url: " + e.getMessage());
    }
  }

  private static List<X509Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found = new ArrayList<>();
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) certificate);
      }
      if (found.isEmpty()) {
        throw new CertificateException("it holds no certificate");
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw new UnusableInput(
          "palisade.pdf.time-stamp.certificate: " + file + ": " + e.getMessage());
    }
  }
}
