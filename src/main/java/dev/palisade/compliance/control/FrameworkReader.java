package dev.palisade.compliance.control;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a framework: requirements and the checks that they rest on. The form is that of the files
/// that come with Palisade; schema `docs/schema/framework.v1.json`. Taken whole or not at all.
final class FrameworkReader {
  private static final Set<String> KEYS =
      Set.of("apiVersion", "kind", "framework", "title", "requirements");
  private static final Set<String> REQUIREMENT_KEYS =
      Set.of("id", "leading", "subject", "primary", "supporting", "note", "references");

  /// Stands in report numbers, names of files and options.
  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

  /// Taken: it means all frameworks.
  private static final String ALL = "all";

  private final Map<String, Check> checks = new HashMap<>();
  private final Set<String> taken;
  private final List<MalformedDocument> problems = new ArrayList<>();

  /// @param taken ids of frameworks that there are already
  FrameworkReader(Collection<Check> checks, Collection<String> taken) {
    checks.forEach(check -> this.checks.put(check.id(), check));
    this.taken = Set.copyOf(taken);
  }

  /// @throws UnusableFramework when it is none
  Framework read(Cursor root) {
    if (!root.isObject()) {
      throw new UnusableFramework(
          List.of(root.malformed("expected an object with framework, title and requirements")));
    }
    requireKnown(root, KEYS);
    fixed(root.get("apiVersion"), "palisade.dev/v1");
    fixed(root.get("kind"), "Framework");
    String id = attempt(() -> id(root.get("framework")), "");
    String title = attempt(() -> words(root.get("title")), "");
    List<Requirement> requirements = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Cursor item : attempt(root.get("requirements")::items, List.<Cursor>of())) {
      Requirement requirement = requirement(id, item);
      if (requirement != null && !ids.add(requirement.id())) {
        problems.add(item.malformed("a second requirement " + requirement.id()));
      }
      if (requirement != null) {
        requirements.add(requirement);
      }
    }
    if (requirements.isEmpty() && problems.isEmpty()) {
      problems.add(root.malformed("it has no requirements"));
    }
    if (!problems.isEmpty()) {
      throw new UnusableFramework(problems);
    }
    return new Framework(id, title, requirements);
  }

  private String id(Cursor at) {
    String id = at.requiredText();
    if (!ID.matcher(id).matches()) {
      throw at.malformed(
          "\""
              + id
              + "\" is no id of a framework: expected small letters, digits and -, 32 at most");
    }
    if (id.equals(ALL) || taken.contains(id)) {
      throw at.malformed("there is a framework \"" + id + "\" already: choose another id");
    }
    return id;
  }

  private static String words(Cursor at) {
    String text = at.requiredText();
    if (text.isBlank()) {
      throw at.malformed("must not be empty");
    }
    return text;
  }

  private @Nullable Requirement requirement(String framework, Cursor item) {
    int before = problems.size();
    if (!item.isObject()) {
      problems.add(item.malformed("expected an object with id, subject and primary"));
      return null;
    }
    requireKnown(item, REQUIREMENT_KEYS);
    String id = attempt(() -> words(item.get("id")), "");
    Boolean leading = attempt(() -> Objects.equals(item.get("leading").bool(), true), false);
    String subject = attempt(() -> words(item.get("subject")), "");
    List<CheckCall> primary = calls(item.get("primary"));
    List<CheckCall> supporting = calls(item.get("supporting"));
    String note = attempt(() -> item.get("note").text(""), "");
    List<String> references = attempt(() -> item.get("references").texts(), List.<String>of());
    if (primary.isEmpty() && problems.size() == before) {
      problems.add(item.malformed("it names no check under primary, which would decide it"));
    }
    return problems.size() > before
        ? null
        : new Requirement(
            framework,
            id,
            leading ? Requirement.Rank.LEADING : Requirement.Rank.FOLLOWING,
            subject,
            primary,
            supporting,
            note.isEmpty() ? null : note,
            references);
  }

  private List<CheckCall> calls(Cursor list) {
    List<CheckCall> calls = new ArrayList<>();
    for (Cursor item : attempt(list::items, List.<Cursor>of())) {
      CheckCall call = attempt(() -> call(item), null);
      if (call != null && calls.contains(call)) {
        problems.add(item.malformed("the check " + call + " a second time"));
      } else if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  private CheckCall call(Cursor item) {
    CheckCall call;
    try {
      call = CheckCall.parse(item.requiredText());
    } catch (IllegalArgumentException e) {
      throw item.malformed(String.valueOf(e.getMessage()));
    }
    Check check = checks.get(call.check());
    if (check == null) {
      throw item.malformed(
          "there is no check \""
              + call.check()
              + "\": there are "
              + String.join(", ", checks.keySet().stream().sorted().toList()));
    }
    if (check.weight() == Check.Weight.ADVICE) {
      throw item.malformed(
          "check " + call.check() + " is advice, on which no requirement can rest");
    }
    if (!check.parameters().containsAll(call.parameters())) {
      throw item.malformed(
          "check "
              + call.check()
              + (check.parameters().isEmpty()
                  ? " takes no parameters"
                  : " takes "
                      + String.join(" or ", check.parameters().stream().sorted().toList())
                      + ", not "
                      + String.join(",", call.parameters())));
    }
    return call;
  }

  private void requireKnown(Cursor object, Set<String> keys) {
    object
        .fields()
        .forEach(
            (key, value) -> {
              if (!keys.contains(key)) {
                problems.add(
                    value.malformed(
                        "unknown key \""
                            + key
                            + "\": expected "
                            + String.join(", ", keys.stream().sorted().toList())));
              }
            });
  }

  private void fixed(Cursor at, String expected) {
    String text = attempt(() -> at.text(expected), expected);
    if (!expected.equals(text)) {
      problems.add(at.malformed("expected " + expected + ", is \"" + text + "\""));
    }
  }

  /// The value, or another one when it cannot be read, which is noted.
  private <T extends @Nullable Object> T attempt(Supplier<T> reading, T otherwise) {
    try {
      return reading.get();
    } catch (MalformedDocument e) {
      problems.add(e);
      return otherwise;
    }
  }
}
