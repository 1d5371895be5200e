package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The catalogue that the service judges by: what comes with Palisade, and the frameworks of
/// `palisade.framework-files`. Read once, when the service starts.
@ApplicationScoped
public class CatalogueInForce {
  private final Catalogue catalogue;

  /// @throws UnusableInput when one of the files is no framework, which keeps the service from
  ///   starting
  public CatalogueInForce(
      @ConfigProperty(name = "palisade.framework-files") Optional<List<Path>> files) {
    this.catalogue = OwnFrameworks.beside(files.orElse(List.of()));
  }

  public Catalogue catalogue() {
    return catalogue;
  }
}
