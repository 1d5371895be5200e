package dev.palisade.compliance.control.check;

import dev.palisade.compliance.control.History.Change;
import java.util.HashMap;
import java.util.Map;

/// What findings call changes, so that no two share a fingerprint, and with it an exception: the
/// object and the instant, and from the second on a number, since two policies of one name and two
/// groups may change at once.
final class ChangeSubjects {
  private final Map<String, Integer> named = new HashMap<>();

  /// Asked for each change once, in their order.
  String of(Change change) {
    String name = change.object() + " at " + change.until();
    int count = named.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + " (" + count + ")";
  }
}
