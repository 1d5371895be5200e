package dev.palisade.translate.cilium;

import dev.palisade.document.Cursor;
import dev.palisade.translate.manifest.Candidate;
import java.util.regex.Pattern;

/// `matchName` and `matchPattern` (`FQDNSelector`, `PortRuleDNS` of `pkg/policy/api/fqdn.go`).
final class DomainName {
  private static final int LONGEST = 255;
  private static final Pattern NAME = Pattern.compile("[-a-zA-Z0-9_]+(\\.[-a-zA-Z0-9_]+)*\\.?");
  private static final Pattern PATTERN =
      Pattern.compile("[-a-zA-Z0-9_*]+(\\.[-a-zA-Z0-9_*]+)*\\.?");

  private DomainName() {}

  /// Examines whichever of the two is given.
  static void check(Candidate candidate, Cursor selector) {
    check(candidate, selector.get("matchName"), NAME, "");
    check(candidate, selector.get("matchPattern"), PATTERN, ", and \"*\"");
  }

  private static void check(Candidate candidate, Cursor at, Pattern pattern, String more) {
    String text = at.text("");
    if (text.length() > LONGEST) {
      candidate.refuse(at, "the name is longer than " + LONGEST + " characters");
    } else if (!text.isEmpty() && !pattern.matcher(text).matches()) {
      candidate.refuse(
          at,
          "\""
              + text
              + "\" is no domain name here: expected parts of letters, digits, \"-\" and \"_\" with a \".\" between them"
              + more
              + (more.isEmpty() && text.contains("*") ? "; matchPattern is meant?" : ""));
    }
  }
}
