package dev.palisade.application;

import dev.palisade.document.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How manifests met what was expected of them.
///
/// @param passed, failed, skipped connections, maps, differences and messages, each counted once
/// @param mismatches in the order of the cases; a map or difference may have several
/// @param remarks what was skipped and why, and warnings about the manifests
public record Expectations(
    int passed, int failed, int skipped, List<Mismatch> mismatches, List<Message> remarks) {

  /// One thing that is not as expected.
  ///
  /// @param what the connection, or the line of the map
  /// @param problem what it is instead, and why
  public record Mismatch(String caseName, String what, String problem) {
    /// `CASE: WHAT: PROBLEM`.
    @Override
    public String toString() {
      return caseName + ": " + (what.isEmpty() ? "" : what + ": ") + problem;
    }
  }

  public Expectations {
    mismatches = List.copyOf(mismatches);
    remarks = List.copyOf(remarks);
  }

  /// `N passed, M failed, K skipped`.
  public String summary() {
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }

  /// `{"passed", "failed", "skipped", "mismatches": [{"case", "what", "problem"}]}`.
  public Node json() {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("passed", Node.number(passed));
    fields.put("failed", Node.number(failed));
    fields.put("skipped", Node.number(skipped));
    fields.put(
        "mismatches",
        Node.array(
            mismatches.stream()
                .map(
                    m -> {
                      Map<String, Node> mismatch = new LinkedHashMap<>();
                      mismatch.put("case", Node.text(m.caseName()));
                      mismatch.put("what", Node.text(m.what()));
                      mismatch.put("problem", Node.text(m.problem()));
                      return Node.object(mismatch);
                    })
                .toList()));
    return Node.object(fields);
  }
}
