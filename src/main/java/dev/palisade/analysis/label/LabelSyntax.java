package dev.palisade.analysis.label;

import java.util.ArrayList;
import java.util.List;

/// What Kubernetes takes as a label's key and value (`IsQualifiedName` and `IsValidLabelValue` of
/// `k8s.io/apimachinery/pkg/util/validation`;
/// kubernetes.io/docs/concepts/overview/working-with-objects/labels).
/// - key: `NAME` or `PREFIX/NAME`; a name has 1 to 63 letters, digits, `-`, `_`, `.` and begins and
///   ends with a letter or digit; a prefix is a DNS subdomain (RFC 1123) of at most 253 characters,
///   in lower case
/// - value: empty, or as a name
public final class LabelSyntax {

  private static final int MAX_NAME = 63;
  private static final int MAX_PREFIX = 253;

  private LabelSyntax() {}

  public static boolean isKey(String text) {
    return keyProblems(text).isEmpty();
  }

  public static boolean isValue(String text) {
    return valueProblems(text).isEmpty();
  }

  /// What is wrong with a key, a sentence each; empty when it is one.
  public static List<String> keyProblems(String key) {
    List<String> problems = new ArrayList<>();
    String subject = "label key \"" + key + "\": ";
    int slash = key.indexOf('/');
    if (slash != key.lastIndexOf('/')) {
      return List.of(subject + "more than one slash");
    }
    if (slash >= 0) {
      String prefix = key.substring(0, slash);
      if (prefix.length() > MAX_PREFIX) {
        problems.add(subject + "the prefix is longer than " + MAX_PREFIX + " characters");
      }
      if (!isSubdomain(prefix)) {
        problems.add(
            subject
                + "the prefix must be a DNS subdomain: parts of lower-case letters, digits and \"-\", each beginning and"
                + " ending with a letter or digit, joined by \".\"");
      }
    }
    String name = key.substring(slash + 1);
    if (name.isEmpty()) {
      problems.add(subject + "the name is empty");
    } else {
      nameProblems(subject + "the name", name, problems);
    }
    return List.copyOf(problems);
  }

  /// What is wrong with a value, a sentence each; empty when it is one.
  public static List<String> valueProblems(String value) {
    List<String> problems = new ArrayList<>();
    if (!value.isEmpty()) {
      nameProblems("label value \"" + value + "\"", value, problems);
    }
    return List.copyOf(problems);
  }

  private static void nameProblems(String subject, String name, List<String> problems) {
    if (name.length() > MAX_NAME) {
      problems.add(subject + " is longer than " + MAX_NAME + " characters");
    }
    boolean inner =
        name.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_' || c == '.');
    if (!inner
        || !isAlphanumeric(name.charAt(0))
        || !isAlphanumeric(name.charAt(name.length() - 1))) {
      problems.add(
          subject
              + " must be letters, digits, \"-\", \"_\" and \".\", and begin and end with a letter or digit");
    }
  }

  private static boolean isSubdomain(String text) {
    for (String part : text.split("\\.", -1)) {
      boolean inner = part.chars().allMatch(c -> isLowerAlphanumeric(c) || c == '-');
      if (part.isEmpty() || !inner || part.startsWith("-") || part.endsWith("-")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(int c) {
    return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLowerAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
