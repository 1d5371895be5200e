package dev.palisade.application;

import dev.palisade.compliance.control.Catalogue;
import dev.palisade.compliance.control.Check;
import dev.palisade.compliance.control.CheckCall;
import dev.palisade.compliance.control.Requirement;
import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.exception.ExceptionsReader;
import dev.palisade.compliance.exception.UnusableExceptions;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Exceptions that somebody approved elsewhere: a file, for judgements without the service.
final class GivenExceptions {
  private GivenExceptions() {}

  /// @param file null: none
  /// @param catalogue by which is judged: the checks that there are
  /// @throws UnusableInput with everything that is wrong with the file
  static Waivers of(@Nullable Path file, Catalogue catalogue) {
    if (file == null) {
      return Waivers.none();
    }
    Set<String> checks = new TreeSet<>();
    catalogue.checks().stream().map(Check::id).forEach(checks::add);
    for (Requirement requirement : catalogue.requirements()) {
      Stream.concat(requirement.primary().stream(), requirement.supporting().stream())
          .map(CheckCall::toString)
          .forEach(checks::add);
    }
    try {
      return ExceptionsReader.read(OneDocument.read(file, "exceptions").cursor(), checks);
    } catch (UnusableExceptions e) {
      throw OneDocument.unusable(e.problems());
    }
  }
}
