package dev.palisade.translate.manifest;

import java.util.List;
import java.util.regex.Pattern;

/// What may be the name of an object, by its kind
/// (kubernetes.io/docs/concepts/overview/working-with-objects/names;
/// `k8s.io/apimachinery/pkg/util/validation`).
public enum ObjectName {
  /// RFC 1123 subdomain: most kinds.
  SUBDOMAIN(
      "(?!.{254})[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "at most 253 lower-case letters, digits, \"-\" and \".\", each part beginning and ending with a letter or digit"),
  /// RFC 1123 label: namespaces.
  LABEL(
      "(?!.{64})[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      "at most 63 lower-case letters, digits and \"-\", beginning and ending with a letter or digit"),
  /// RFC 1035 label: services.
  SERVICE(
      "(?!.{64})[a-z]([-a-z0-9]*[a-z0-9])?",
      "at most 63 lower-case letters, digits and \"-\", beginning with a letter and ending with a letter or digit"),
  /// A segment of a path: RBAC.
  PATH_SEGMENT("(?!\\.\\.?$)[^/%]+", "neither \".\" nor \"..\", and without \"/\" and \"%\""),
  /// IANA service name: ports.
  PORT(
      "(?=.*[a-z])(?!.*--)(?!.{16})[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      "at most 15 lower-case letters, digits and single \"-\" between them, at least one a letter");

  private final Pattern pattern;
  private final String rule;

  ObjectName(String pattern, String rule) {
    this.pattern = Pattern.compile(pattern);
    this.rule = rule;
  }

  /// What is wrong with a name; empty when it is one.
  public List<String> problems(String name) {
    return pattern.matcher(name).matches()
        ? List.of()
        : List.of("\"" + name + "\" cannot be a name: expected " + rule);
  }
}
