package dev.palisade.compliance.scope;

import dev.palisade.compliance.scope.UnusableScope.Problem;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with a scope document, so that all of it is told at once.
final class ScopeProblems {
  private final List<Problem> problems = new ArrayList<>();

  void add(Cursor at, String message) {
    problems.add(new Problem(at.file(), at.line(), at.pointer(), message));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new UnusableScope(problems);
    }
  }

  /// What the reading yields; null when it met something malformed, which is then noted.
  <T> @Nullable T attempt(Supplier<? extends @Nullable T> reading) {
    try {
      return reading.get();
    } catch (MalformedDocument e) {
      problems.add(new Problem(e.file(), e.line(), e.pointer(), e.problem()));
      return null;
    }
  }

  /// Reads each item of an array on its own; a malformed one does not keep the others from being
  /// read.
  void each(Cursor array, Consumer<Cursor> reading) {
    List<Cursor> items = attempt(array::items);
    if (items != null) {
      for (Cursor item : items) {
        attempt(
            () -> {
              reading.accept(item);
              return null;
            });
      }
    }
  }

  /// Notes every key of an object that is not known.
  void requireKnownKeys(Cursor object, Collection<String> known) {
    Map<String, Cursor> fields = attempt(object::fields);
    if (fields != null) {
      fields.forEach(
          (key, value) -> {
            if (!known.contains(key)) {
              add(value, "unknown key \"" + key + "\"" + NearestName.hint(key, known));
            }
          });
    }
  }

  /// The text under a key; null when it is absent, empty or no text, which is then noted.
  @Nullable String requiredText(Cursor object, String key) {
    Cursor at = object.get(key);
    String text = attempt(at::text);
    if (text == null) {
      if (!at.isPresent()) {
        addMissing(object, key);
      }
      return null;
    }
    if (text.isBlank()) {
      add(at, "must not be empty");
      return null;
    }
    return text;
  }

  /// Notes that an object lacks a key.
  void addMissing(Cursor object, String key) {
    problems.add(
        new Problem(object.file(), object.line(), object.pointer(), "\"" + key + "\" is missing"));
  }
}
