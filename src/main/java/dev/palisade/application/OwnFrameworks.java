package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.UnusableFramework;
import java.nio.file.Path;
import java.util.List;

/// Frameworks of the user's own: files that map requirements to the checks that there are.
final class OwnFrameworks {
  private OwnFrameworks() {}

  /// The catalogue that comes with Palisade, and those of the files after it.
  ///
  /// @throws UnusableInput with everything that is wrong with one of them
  static Catalogue beside(List<Path> files) {
    Catalogue catalogue = Catalogue.load();
    for (Path file : files) {
      try {
        catalogue = catalogue.with(OneDocument.read(file, "framework").cursor());
      } catch (UnusableFramework e) {
        throw OneDocument.unusable(e.problems());
      }
    }
    return catalogue;
  }
}
