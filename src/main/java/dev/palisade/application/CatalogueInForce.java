package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

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

  /// What of it is asked for.
  ///
  /// @param framework null or `all`: everything
  /// @throws UnusableInput if there is no such framework
  Catalogue of(@Nullable String framework) {
    if (framework == null || framework.equals(AssessCluster.ALL)) {
      return catalogue;
    }
    try {
      return catalogue.of(framework);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(String.valueOf(e.getMessage()));
    }
  }
}
