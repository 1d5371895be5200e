package dev.palisade.api.v1;

import dev.palisade.api.problem.Problem.Fault;
import dev.palisade.api.problem.ProblemType;
import dev.palisade.api.problem.RefusedRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers what a body lacks, so that all of it is said at once.
final class Missing {
  private final List<Fault> faults = new ArrayList<>();

  /// The text, or an empty one that is noted.
  String text(String pointer, @Nullable String text) {
    if (text == null || text.isBlank()) {
      add(pointer, "is missing");
      return "";
    }
    return text;
  }

  /// The texts, none of them blank and at least one.
  List<String> texts(String pointer, @Nullable List<String> texts) {
    if (texts == null || texts.isEmpty() || texts.stream().anyMatch(t -> t == null || t.isBlank())) {
      add(pointer, "names nothing");
      return List.of();
    }
    return texts;
  }

  void add(String pointer, String what) {
    faults.add(new Fault(what, pointer, null));
  }

  /// @throws RefusedRequest if something was noted
  void refuse() {
    if (!faults.isEmpty()) {
      throw new RefusedRequest(
          ProblemType.MALFORMED_BODY, "the request is incomplete", List.copyOf(faults));
    }
  }
}
