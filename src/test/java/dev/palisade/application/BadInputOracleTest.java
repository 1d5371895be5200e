package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palisade.application.Message.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every given bad input: refused, or answered with a warning, by a message about the same problem
/// that names file and object.
class BadInputOracleTest {
  private static final String FOLDER = "netpol-bad-input";

  /// @param origin what the origin's message holds
  /// @param ours what ours must match for it to be about the same problem
  private record Problem(String origin, String ours) {}

  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem("selector error: key", "label key"),
          new Problem("cannot have empty rule peer", "/from/0: a peer needs"),
          new Problem("cannot convert named port", "port name .* ipBlock"),
          new Problem("Found Pods of the same owner", "selects some of .* workload"),
          new Problem("cannot have both IPBlock", "ipBlock cannot stand with"),
          new Problem("CIDR", "/(cidr|networks)\\b.*CIDR"),
          new Problem("does not exist", "no such file or folder"),
          new Problem("is missing in", "is missing"),
          new Problem("Priority Value", "/spec/priority: "),
          new Problem("the same priority", "priority"),
          new Problem("exactly one field must be set in a subject", "/spec/subject: "),
          new Problem("field must be defined and contain at least one item", "/(from|to): "),
          new Problem("exactly one field must be set in a rule peer", "/(from|to)/\\d+"),
          new Problem("exactly one field must be set in an AdminNetworkPolicyPort", "/ports/\\d+"),
          new Problem("unrecognized action", "/action: "),
          new Problem("IPv6 addresses are not supported", "IPv6"),
          new Problem("port name: ", "port name"),
          new Problem("NetworkAttachmentDefinition", "NetworkAttachmentDefinition"));

  @BeforeEach
  void given() {
    GivenCases.assumeThere();
  }

  @TestFactory
  Stream<DynamicTest> everyBadInputIsMet() throws IOException {
    return GivenCases.of(FOLDER).stream().map(given -> GivenCases.test(given, () -> check(given)));
  }

  private static void check(JsonNode given) {
    List<Path> paths = GivenCases.manifests(FOLDER, given);
    if (paths.stream().anyMatch(path -> path.getFileName().toString().matches("c?udn_.*"))) {
      abort("not translated: user-defined networks");
    }
    if (given.get("kind").asText().equals("fatal_error")) {
      UnusableInput refused = catchThrowableOfType(UnusableInput.class, () -> answer(given, paths));
      assertThat(refused).as("refusal").isNotNull();
      if (refused instanceof UnmodelledPolicies unmodelled) {
        throw unmodelled;
      }
      assertThat(refused.messages())
          .allMatch(message -> message.severity() == Severity.ERROR)
          .anyMatch(message -> isAbout(given.get("expected_error_contains").asText(), message))
          .anyMatch(
              message -> paths.stream().anyMatch(p -> message.text().startsWith(p.toString())));
    } else {
      List<Message> warnings = answer(given, paths);
      assertThat(warnings).allMatch(message -> message.severity() == Severity.WARNING);
      given
          .get("expected_warnings_contain")
          .forEach(
              expected ->
                  assertThat(warnings).anyMatch(message -> isAbout(expected.asText(), message)));
    }
  }

  private static List<Message> answer(JsonNode given, List<Path> paths) {
    return paths.size() == 2
        ? CompareManifests.of(paths.get(0), paths.get(1), DialectChoice.BY_MANIFESTS).warnings()
        : MapConnectivity.of(MapConnectivity.Request.of(paths, DialectChoice.BY_MANIFESTS))
            .warnings();
  }

  /// An origin's message that the table does not know is about anything: the first entry that it
  /// holds decides.
  private static boolean isAbout(String origin, Message message) {
    return PROBLEMS.stream()
        .filter(problem -> origin.contains(problem.origin()))
        .findFirst()
        .map(problem -> message.text().matches("(?s).*" + problem.ours() + ".*"))
        .orElse(true);
  }
}
