package dev.palisade.compliance.exception;

import dev.palisade.compliance.control.Waivers;
import dev.palisade.compliance.control.Waivers.Waiver;
import dev.palisade.compliance.control.WitnessSelector;
import dev.palisade.compliance.exception.RiskException.Decision;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads exceptions that were approved elsewhere from a document, schema
/// `docs/schema/exceptions.v1.json`. They are held to what an exception in the service is held to:
/// another person approved it, and it lasts 12 months at most. Taken whole or not at all.
public final class ExceptionsReader {
  private static final Set<String> KEYS = Set.of("apiVersion", "kind", "exceptions");
  private static final Set<String> EXCEPTION_KEYS =
      Set.of(
          "id",
          "check",
          "findings",
          "reason",
          "compensatingControl",
          "ticket",
          "requestedBy",
          "approvedBy",
          "from",
          "until");
  private static final Set<String> FINDING_KEYS = Set.of("fingerprint", "selector", "traffic");
  private static final Set<String> SELECTOR_KEYS = Set.of("source", "destination", "subject");

  private final Set<String> checks;
  private final List<MalformedDocument> problems = new ArrayList<>();
  private final List<Waiver> waivers = new ArrayList<>();

  private ExceptionsReader(Set<String> checks) {
    this.checks = checks;
  }

  /// What the exceptions of a document waive, each known by its `id`.
  ///
  /// @param checks names of the checks that there are, with their parameters
  /// @throws UnusableExceptions if it is none, or one of them is not acceptable
  public static Waivers read(Cursor root, Set<String> checks) {
    ExceptionsReader reader = new ExceptionsReader(Set.copyOf(checks));
    reader.document(root);
    if (!reader.problems.isEmpty()) {
      throw new UnusableExceptions(reader.problems);
    }
    return new Waivers(reader.waivers);
  }

  private void document(Cursor root) {
    if (!root.isObject()) {
      problems.add(root.malformed("expected an object with a list of exceptions"));
      return;
    }
    requireKnown(root, KEYS);
    fixed(root.get("apiVersion"), "palisade.dev/v1");
    fixed(root.get("kind"), "Exceptions");
    if (root.get("exceptions").isAbsent()) {
      problems.add(root.get("exceptions").malformed("is required"));
      return;
    }
    Set<String> ids = new HashSet<>();
    for (Cursor item : attempt(root.get("exceptions")::items, List.<Cursor>of())) {
      if (!item.isObject()) {
        problems.add(item.malformed("expected an object with id, check, findings, …"));
        continue;
      }
      requireKnown(item, EXCEPTION_KEYS);
      String id = words(item.get("id"));
      if (!id.isEmpty() && !ids.add(id)) {
        problems.add(item.get("id").malformed("a second exception " + id));
      }
      exception(item, id);
    }
  }

  private void exception(Cursor item, String id) {
    int before = problems.size();
    String check = words(item.get("check"));
    if (!check.isEmpty() && !checks.contains(check)) {
      problems.add(
          item.get("check")
              .malformed(
                  "there is no check \""
                      + check
                      + "\": there are "
                      + String.join(", ", checks.stream().sorted().toList())));
    }
    List<Excepted> findings = new ArrayList<>();
    for (Cursor finding : attempt(item.get("findings")::items, List.<Cursor>of())) {
      Excepted excepted = attempt(() -> finding(finding), null);
      if (excepted != null) {
        findings.add(excepted);
      }
    }
    String reason = words(item.get("reason"));
    String control = words(item.get("compensatingControl"));
    String ticket = attempt(() -> item.get("ticket").text(), null);
    String requester = words(item.get("requestedBy"));
    String approver = words(item.get("approvedBy"));
    Instant from = attempt(() -> instant(item.get("from")), null);
    Instant until = attempt(() -> instant(item.get("until")), null);
    if (problems.size() > before) {
      return;
    }
    try {
      RiskException exception =
          new RiskException(
              UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
              "",
              check,
              findings,
              reason,
              control,
              ticket,
              requester,
              Objects.requireNonNull(from),
              from,
              Objects.requireNonNull(until),
              List.of());
      waive(
          id, exception.decided(new Decision(Decision.Kind.APPROVED, approver, from, "in a file")));
    } catch (RefusedDecision e) {
      problems.add(item.get("approvedBy").malformed(String.valueOf(e.getMessage())));
    } catch (IllegalArgumentException e) {
      problems.add(item.malformed(String.valueOf(e.getMessage())));
    }
  }

  private void waive(String id, RiskException approved) {
    for (Waiver w : RiskException.waivers(List.of(approved)).waivers()) {
      waivers.add(
          new Waiver(
              id, w.check(), w.fingerprint(), w.selector(), w.traffic(), w.from(), w.until()));
    }
  }

  private Excepted finding(Cursor at) {
    if (!at.isObject()) {
      throw at.malformed("expected an object with fingerprint or selector");
    }
    requireKnown(at, FINDING_KEYS);
    Cursor selector = at.get("selector");
    String fingerprint = at.get("fingerprint").text();
    if ((fingerprint == null) == selector.isAbsent()) {
      throw at.malformed("expected fingerprint or selector, one of the two");
    }
    if (fingerprint != null && !fingerprint.matches("[0-9a-f]{64}")) {
      throw at.get("fingerprint")
          .malformed("\"" + fingerprint + "\" is no fingerprint: 64 small hexadecimal digits");
    }
    String traffic = at.get("traffic").text();
    if (fingerprint != null) {
      return acceptable(at.get("traffic"), () -> Excepted.read(fingerprint, traffic));
    }
    if (!selector.isObject()) {
      throw selector.malformed("expected an object with source, destination or subject");
    }
    requireKnown(selector, SELECTOR_KEYS);
    WitnessSelector chosen =
        acceptable(
            selector,
            () ->
                new WitnessSelector(
                    selector.get("source").text(),
                    selector.get("destination").text(),
                    selector.get("subject").text()));
    return acceptable(at.get("traffic"), () -> Excepted.read(chosen, traffic));
  }

  private static <T> T acceptable(Cursor at, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw at.malformed(String.valueOf(e.getMessage()));
    }
  }

  /// A date means its beginning, in UTC.
  private static Instant instant(Cursor at) {
    String text = at.requiredText();
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw at.malformed(
          "\"" + text + "\" is no time: expected 2026-03-31 or 2026-03-31T12:00:00Z");
    }
  }

  private String words(Cursor at) {
    String text = attempt(at::requiredText, null);
    if (text != null && text.isBlank()) {
      problems.add(at.malformed("must not be empty"));
    }
    return text == null ? "" : text.strip();
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
    String text = attempt(at::requiredText, expected);
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
