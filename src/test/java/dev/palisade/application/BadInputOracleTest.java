package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// Every given manifest that must be refused or warned of: about the same problem, with the file at
/// fault.
class BadInputOracleTest {
  private static final String FOLDER = "netpol-bad-input";

  /// A problem in the origin's words, and what our message about it must hold.
  private record Problem(String theirs, String ours) {}

  /// The first that fits counts.
  private static final List<Problem> PROBLEMS =
      List.of(
          new Problem("selector error: key", "label key"),
          new Problem("cannot have empty rule peer", "a peer needs"),
          new Problem("cannot have both IPBlock", "cannot stand with"),
          new Problem("named port error", "port name"),
          new Problem("differences in their labels", "the selector selects some"),
          new Problem("assigned the same priority", "/spec/priority: the priority"),
          new Problem("Invalid Priority Value", "/spec/priority: 1001"),
          new Problem("already exists", "which of them holds"),
          new Problem("set in a subject", "exactly one field must be set in a subject"),
          new Problem("field must be defined", "a rule needs 1 to 100 peers"),
          new Problem("set in a rule peer", "exactly one field must be set in a peer"),
          new Problem("AdminNetworkPolicyPort", "exactly one field must be set in a port"),
          new Problem("unrecognized action", "is no action here"),
          new Problem("CIDR", "is no CIDR"),
          new Problem("metadata.name=default", "must be named \"default\""),
          new Problem("key: role", "is no role here"),
          new Problem("should not be default", "/metadata/name: \"default\""),
          new Problem("should not be created in this namespace", "/metadata/namespace"),
          new Problem("only one primary", "more than one primary network"),
          new Problem("does not exist in the input", "was not read"),
          new Problem("does not exist", "no such file"),
          new Problem("is missing in", "is missing"),
          new Problem("IPv6 addresses", "are not in the map, which is IPv4"),
          new Problem("Nodes field", "no Node was read"),
          new Problem("port name: ", "declares the port name \"no-web\""),
          new Problem("Secondary", "a secondary network is not modelled"),
          new Problem("virt-launcher pod", "the launcher pod is left out"),
          new Problem("does not contain k8s.ovn.org", "lacks the label"),
          new Problem("does not select any namespace", "selects no namespace"),
          new Problem("NetworkAttachmentDefinition", "NetworkAttachmentDefinition default/"));

  @BeforeEach
  void given() {
    GivenCases.assumeThere();
  }

  @TestFactory
  Stream<DynamicTest> everyFaultIsFound() throws IOException {
    return GivenCases.of(FOLDER).stream().map(given -> GivenCases.test(given, test(given)));
  }

  private static Executable test(JsonNode given) {
    return given.get("kind").asText().equals("fatal_error")
        ? () -> refused(given)
        : () -> warned(given);
  }

  private static void refused(JsonNode given) {
    String ours = ours(given.get("expected_error_contains").asText());
    assertThatThrownBy(() -> warnings(given))
        .isExactlyInstanceOf(UnusableInput.class)
        .satisfies(
            e ->
                assertThat(((UnusableInput) e).messages())
                    .extracting(Message::text)
                    .anySatisfy(
                        text -> assertThat(text).contains(ours).containsAnyOf(paths(given))));
  }

  private static void warned(JsonNode given) {
    List<Message> warnings = warnings(given);
    given
        .get("expected_warnings_contain")
        .forEach(
            theirs ->
                assertThat(warnings)
                    .extracting(Message::text)
                    .anySatisfy(
                        text ->
                            assertThat(text)
                                .contains(ours(theirs.asText()))
                                .containsAnyOf(paths(given))));
  }

  private static String ours(String theirs) {
    return PROBLEMS.stream()
        .filter(problem -> theirs.contains(problem.theirs()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("a problem of a new kind: " + theirs))
        .ours();
  }

  private static String[] paths(JsonNode given) {
    List<String> paths = new ArrayList<>();
    given.get("manifests").forEach(path -> paths.add(path.asText()));
    return paths.toArray(String[]::new);
  }

  private static List<Message> warnings(JsonNode given) {
    List<Path> manifests = GivenCases.manifests(FOLDER, given);
    return manifests.size() == 2
        ? CompareManifests.of(manifests.get(0), manifests.get(1), DialectChoice.BY_MANIFESTS)
            .warnings()
        : MapConnectivity.of(MapConnectivity.Request.of(manifests, DialectChoice.BY_MANIFESTS))
            .warnings();
  }
}
