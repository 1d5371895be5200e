package dev.palisade.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Who signs PDF reports, and who says when: `palisade.pdf.…`.
@ConfigMapping(prefix = "palisade.pdf")
public interface ConfiguredPdf {
  /// PKCS#12 with key and certificate. Without it and `pkcs11` the installation signs with a key of
  /// its own.
  Optional<Path> keyStore();

  /// Configuration of the JDK's provider SunPKCS11, for a key in a device.
  Optional<Path> pkcs11();

  /// Of the key store, or the device's PIN.
  Optional<String> password();

  /// Which key, where there are several.
  Optional<String> alias();

  TimeStamp timeStamp();

  /// An authority after RFC 3161.
  interface TimeStamp {
    /// Absent: reports bear no time stamp.
    Optional<URI> url();

    /// For its whole answer.
    @WithDefault("10s")
    Duration timeout();

    /// PEM of its certificate, or of who issued that. Absent: any authority's word is taken.
    Optional<Path> certificate();

    /// Whether a report that the authority did not stamp is not issued.
    @WithDefault("false")
    boolean required();
  }
}
