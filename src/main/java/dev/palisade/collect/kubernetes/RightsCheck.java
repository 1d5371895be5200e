package dev.palisade.collect.kubernetes;

import dev.palisade.collect.NothingUsable;
import dev.palisade.collect.kubernetes.Rights.Missing;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.ReadableSettings;
import dev.palisade.snapshot.ResourceKind.Scoping;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks an API server what the collector may do there, without collecting anything: a
/// SelfSubjectAccessReview for each kind that the cluster serves and evidence is made of; where
/// listing the whole cluster is refused, a SelfSubjectRulesReview for each namespace.
public final class RightsCheck {
  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";

  /// Namespaces that are looked into one by one.
  private static final int MOST_NAMESPACES = 200;

  private final ApiServer server;
  private final String address;
  private final List<Missing> missing = new ArrayList<>();
  private final Set<Missing> namespaced = new HashSet<>();
  private int asked;

  private RightsCheck(ApiServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /// @throws NothingUsable if the API server does not answer, or does not know who asks (401)
  public static Rights of(KubernetesClient client, Clock clock, CollectionLimits limits) {
    return of(client, clock, limits, RightsCheck::sleep);
  }

  static Rights of(
      KubernetesClient client, Clock clock, CollectionLimits limits, Consumer<Duration> pause) {
    RetryBudget budget = new RetryBudget(limits, pause, new SplittableRandom()::nextDouble);
    return new RightsCheck(
            new ApiServer(client, limits, budget, clock), client.getMasterUrl().toString())
        .rights();
  }

  private Rights rights() {
    try {
      String version = version();
      String user = Identification.user(server, new ArrayList<Note>());
      ask(Node.object(Map.of("path", Node.text("/apis"), "verb", Node.text("get"))));
      for (ServedKind kind : Discovery.of(server).kinds()) {
        list(kind);
      }
      for (String name : ReadableSettings.configMaps()) {
        get(name);
      }
      byNamespace();
      return new Rights(user, version, asked, missing);
    } catch (CallFailed e) {
      throw new NothingUsable(address + ": " + e.text(), e);
    } catch (MalformedDocument e) {
      throw new NothingUsable(address + ": " + e.getMessage(), e);
    }
  }

  /// Nobody can ask who is not known, or not heard.
  private @Nullable String version() throws CallFailed {
    try {
      return server.json("/version").get("gitVersion").text();
    } catch (CallFailed e) {
      if (e.status() == 0 || e.status() == 401) {
        throw e;
      }
      return null;
    }
  }

  private void ask(Node path) throws CallFailed {
    Cursor status =
        review(
            "selfsubjectaccessreviews",
            "SelfSubjectAccessReview",
            Map.of("nonResourceAttributes", path));
    asked++;
    if (!isAllowed(status)) {
      missing.add(
          new Missing(
              "get", "", "/apis", "*", null, null, List.of(), status.get("reason").text("")));
    }
  }

  private void list(ServedKind kind) throws CallFailed {
    int slash = kind.apiVersion().indexOf('/');
    String group = slash < 0 ? "" : kind.apiVersion().substring(0, slash);
    Cursor status = access("list", group, kind.plural(), null, null);
    if (!isAllowed(status)) {
      Missing right =
          new Missing(
              "list",
              group,
              kind.plural(),
              kind.kind(),
              null,
              null,
              List.of(),
              status.get("reason").text(""));
      missing.add(right);
      if (kind.scoping() == Scoping.NAMESPACED) {
        namespaced.add(right);
      }
    }
  }

  private void get(String configMap) throws CallFailed {
    String namespace = ReadableSettings.NAMESPACE;
    Cursor status = access("get", "", "configmaps", namespace, configMap);
    if (!isAllowed(status)) {
      missing.add(
          new Missing(
              "get",
              "",
              "configmaps",
              "ConfigMap",
              namespace,
              configMap,
              List.of(),
              status.get("reason").text("")));
    }
  }

  private Cursor access(
      String verb, String group, String resource, @Nullable String namespace, @Nullable String name)
      throws CallFailed {
    Map<String, Node> attributes = new LinkedHashMap<>();
    attributes.put("verb", Node.text(verb));
    attributes.put("group", Node.text(group));
    attributes.put("resource", Node.text(resource));
    if (namespace != null) {
      attributes.put("namespace", Node.text(namespace));
    }
    if (name != null) {
      attributes.put("name", Node.text(name));
    }
    asked++;
    return review(
        "selfsubjectaccessreviews",
        "SelfSubjectAccessReview",
        Map.of("resourceAttributes", Node.object(attributes)));
  }

  private Cursor review(String plural, String kind, Map<String, Node> spec) throws CallFailed {
    Node question =
        Node.object(
            Map.of(
                "apiVersion", Node.text("authorization.k8s.io/v1"),
                "kind", Node.text(kind),
                "spec", Node.object(spec)));
    return server.review(AUTHORIZATION + plural, CanonicalJson.text(question)).get("status");
  }

  /// What is not said to be allowed is not.
  private static boolean isAllowed(Cursor status) {
    return Boolean.TRUE.equals(status.get("allowed").bool());
  }

  /// A kind that every namespace lets be listed is collected whole: nothing is missing.
  private void byNamespace() throws CallFailed {
    boolean namespacesKnown =
        missing.stream().noneMatch(right -> right.resource().equals("namespaces"));
    if (namespaced.isEmpty() || !namespacesKnown) {
      return;
    }
    Cursor page = server.json("/api/v1/namespaces?limit=" + MOST_NAMESPACES);
    boolean all = page.get("metadata").get("continue").text("").isEmpty();
    List<String> namespaces =
        page.get("items").items().stream()
            .map(item -> item.get("metadata").get("name").requiredText())
            .toList();
    Map<String, List<Cursor>> rules = new TreeMap<>();
    for (String namespace : namespaces) {
      rules.put(
          namespace,
          review(
                  "selfsubjectrulesreviews",
                  "SelfSubjectRulesReview",
                  Map.of("namespace", Node.text(namespace)))
              .get("resourceRules")
              .items());
    }
    missing.replaceAll(
        right ->
            namespaced.contains(right)
                ? right.in(namespaces.stream().filter(n -> allow(rules.get(n), right)).toList())
                : right);
    missing.removeIf(
        right -> all && right.allowedIn().size() == namespaces.size() && !namespaces.isEmpty());
  }

  private static boolean allow(@Nullable List<Cursor> rules, Missing right) {
    return rules != null
        && rules.stream()
            .anyMatch(
                rule ->
                    holds(rule.get("verbs"), right.verb())
                        && holds(rule.get("apiGroups"), right.group())
                        && holds(rule.get("resources"), right.resource())
                        && rule.get("resourceNames").texts().isEmpty());
  }

  private static boolean holds(Cursor list, String wanted) {
    List<String> texts = list.texts();
    return texts.contains("*") || texts.contains(wanted);
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
