package dev.palisade.compliance.control;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Chooses witnesses by their names, as reports write them: `shop/*[Deployment]`. In each name `*`
/// stands for any run of characters, also none; all else is itself.
/// - of flows: `source`, `destination` or both; what is absent is any
/// - of subjects: `subject` alone
///
/// What it chooses grows with the cluster, and so does what is excepted by it.
public record WitnessSelector(
    @Nullable String source, @Nullable String destination, @Nullable String subject) {

  /// @throws IllegalArgumentException if it names nothing, both kinds, or chooses everything
  public WitnessSelector {
    boolean flow = source != null || destination != null;
    if (flow == (subject != null)) {
      throw new IllegalArgumentException(
          "a selector names source, destination or both, or it names a subject");
    }
    if (isEverything(source) && isEverything(destination) && isEverything(subject)) {
      throw new IllegalArgumentException("a selector that chooses everything is none");
    }
  }

  private static boolean isEverything(@Nullable String pattern) {
    return pattern == null || (!pattern.isEmpty() && pattern.replace("*", "").isEmpty());
  }

  /// Whether it chooses flows.
  public boolean ofFlows() {
    return subject == null;
  }

  public boolean matches(Witness witness) {
    return switch (witness) {
      case Witness.FlowWitness flow ->
          ofFlows() && matches(source, flow.source()) && matches(destination, flow.destination());
      case Witness.SubjectWitness named -> !ofFlows() && matches(subject, named.subject());
    };
  }

  private static boolean matches(@Nullable String pattern, String name) {
    if (pattern == null) {
      return true;
    }
    String parts =
        List.of(pattern.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(parts, Pattern.DOTALL).matcher(name).matches();
  }

  /// `source shop/*, destination cde/vault[Deployment]`.
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (source != null) {
      parts.add("source " + source);
    }
    if (destination != null) {
      parts.add("destination " + destination);
    }
    if (subject != null) {
      parts.add("subject " + subject);
    }
    return String.join(", ", parts);
  }
}
