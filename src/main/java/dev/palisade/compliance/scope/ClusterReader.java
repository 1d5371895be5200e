package dev.palisade.compliance.scope;

import dev.palisade.analysis.reachability.Dialect;
import dev.palisade.analysis.reachability.DialectSettings;
import dev.palisade.compliance.scope.Scope.Administrator;
import dev.palisade.compliance.scope.Scope.ClusterHints;
import dev.palisade.compliance.scope.Scope.ImplicitDns;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what a scope document says of the cluster itself and of those who administer its policies.
final class ClusterReader {
  private final ScopeProblems problems;

  ClusterReader(ScopeProblems problems) {
    this.problems = problems;
  }

  /// What the document says of the cluster; all defaults when absent.
  ClusterHints hints(Cursor at) {
    problems.requireKnownKeys(at, Set.of("cni", "dialect", "settings", "implicitDns"));
    boolean object = at.isObject();
    String cni = object ? problems.attempt(at.get("cni")::text) : null;
    String dialect = object ? problems.attempt(at.get("dialect")::text) : null;
    if (dialect != null && !dialect.equals("auto")) {
      try {
        Dialect.parse(dialect);
      } catch (IllegalArgumentException e) {
        problems.add(at.get("dialect"), String.valueOf(e.getMessage()));
      }
    }
    Boolean dns = object ? problems.attempt(at.get("implicitDns")::bool) : null;
    return new ClusterHints(
        cni,
        dialect,
        object ? settings(at.get("settings")) : new TreeMap<>(),
        Boolean.FALSE.equals(dns) ? ImplicitDns.NOT_REGISTERED : ImplicitDns.REGISTERED);
  }

  private SortedMap<String, String> settings(Cursor at) {
    SortedMap<String, String> settings = new TreeMap<>();
    Map<String, Cursor> fields = problems.attempt(at::fields);
    (fields == null ? Map.<String, Cursor>of() : fields)
        .forEach(
            (name, value) -> {
              // YAML reads an unquoted true as a boolean
              String text =
                  value.node() instanceof Node.BooleanNode bool
                      ? Boolean.toString(bool.value())
                      : problems.attempt(value::requiredText);
              try {
                if (text != null) {
                  DialectSettings.of(Dialect.KUBERNETES, DialectSettings.Use.ASSESSMENT)
                      .with(name, text);
                  settings.put(name, text);
                }
              } catch (IllegalArgumentException e) {
                problems.add(value, String.valueOf(e.getMessage()));
              }
            });
    return settings;
  }

  /// Who may change policies.
  List<Administrator> administrators(Cursor list) {
    List<Administrator> administrators = new ArrayList<>();
    problems.each(
        list,
        item -> {
          Administrator administrator = administrator(item);
          if (administrator != null) {
            administrators.add(administrator);
          }
        });
    return administrators;
  }

  private @Nullable Administrator administrator(Cursor item) {
    Map<String, String> kinds =
        Map.of("user", "User", "group", "Group", "serviceAccount", "ServiceAccount");
    problems.requireKnownKeys(item, kinds.keySet());
    List<String> given = item.fields().keySet().stream().filter(kinds::containsKey).toList();
    if (given.size() != 1) {
      problems.add(item, "expected one of user, group and serviceAccount");
      return null;
    }
    String key = given.getFirst();
    String name = problems.requiredText(item, key);
    if (name == null || !key.equals("serviceAccount")) {
      return name == null
          ? null
          : new Administrator(Objects.requireNonNull(kinds.get(key)), "", name);
    }
    int slash = name.indexOf('/');
    if (slash < 1 || slash == name.length() - 1 || slash != name.lastIndexOf('/')) {
      problems.add(
          item.get(key), "\"" + name + "\" is no service account: expected NAMESPACE/NAME");
      return null;
    }
    return new Administrator(
        Objects.requireNonNull(kinds.get(key)),
        name.substring(0, slash),
        name.substring(slash + 1));
  }
}
