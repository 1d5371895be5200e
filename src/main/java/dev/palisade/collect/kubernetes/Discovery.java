package dev.palisade.collect.kubernetes;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKind.Scoping;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.WaysIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of the kinds that evidence is made of the cluster serves, and in which version.
///
/// Every group is looked into, since a kind that nobody knows may call itself a network policy. A
/// group outside [ResourceKinds] that cannot be looked into is passed over: kinds of
/// CustomResourceDefinitions are always served, so it is an aggregated server (metrics, say) that
/// is down.
final class Discovery {

  private static final String ANY_KIND = "*";

  private final ApiServer server;
  private final Map<String, ServedKind> served = new LinkedHashMap<>();
  private final Map<String, CallFailed> failedGroups = new LinkedHashMap<>();
  private final List<ListCall> calls = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  private Discovery(ApiServer server) {
    this.server = server;
  }

  /// @param kinds what is to be listed, in the order of [ResourceKinds#all]; unknown kinds come
  ///   last
  /// @param calls an entry for each kind that is not served or not known to be
  /// @param gaps kinds of which it is not known whether they are served
  record Result(List<ServedKind> kinds, List<ListCall> calls, List<Gap> gaps) {}

  static Result of(ApiServer server) {
    Discovery discovery = new Discovery(server);
    try {
      discovery.lookInto("", List.of("v1"));
      discovery.groups().forEach(discovery::lookInto);
    } catch (CallFailed e) {
      discovery.gaps.add(e.gap(ANY_KIND, null, null));
      return discovery.withoutLooking();
    }
    return discovery.result();
  }

  /// Each group's versions, the preferred one first.
  private Map<String, List<String>> groups() throws CallFailed {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    Cursor list = server.json("/apis");
    try {
      for (Cursor group : list.get("groups").items()) {
        Set<String> versions = new LinkedHashSet<>();
        versions.add(group.get("preferredVersion").get("version").text(""));
        for (Cursor version : group.get("versions").items()) {
          versions.add(version.get("version").text(""));
        }
        versions.remove("");
        groups.put(group.get("name").requiredText(), List.copyOf(versions));
      }
    } catch (MalformedDocument e) {
      throw new CallFailed(0, "/apis: not a list of groups: " + e.getMessage());
    }
    return groups;
  }

  private void lookInto(String group, List<String> versions) {
    boolean listed = isListed(group);
    for (String version : listed ? versions : versions.subList(0, Math.min(1, versions.size()))) {
      String apiVersion = group.isEmpty() ? version : group + "/" + version;
      String path = (group.isEmpty() ? "/api/" : "/apis/") + apiVersion;
      try {
        addKinds(group, apiVersion, server.json(path));
      } catch (CallFailed | MalformedDocument e) {
        if (listed) {
          int status = e instanceof CallFailed failed ? failed.status() : 0;
          failedGroups.put(group, new CallFailed(status, String.valueOf(e.getMessage())));
        }
      }
    }
  }

  private static boolean isListed(String group) {
    return ResourceKinds.isPolicyGroup(group)
        || WaysIn.isGroup(group)
        || ResourceKinds.all().stream().anyMatch(kind -> kind.group().equals(group));
  }

  private void addKinds(String group, String apiVersion, Cursor list) {
    for (Cursor resource : list.get("resources").items()) {
      String plural = resource.get("name").requiredText();
      String kind = resource.get("kind").requiredText();
      boolean subresource = plural.indexOf('/') >= 0;
      boolean listed =
          ResourceKinds.find(group, kind) != null || resource.get("verbs").texts().contains("list");
      if (subresource || !listed || !ResourceKinds.isEvidence(group, kind)) {
        continue;
      }
      Scoping scoping =
          Boolean.TRUE.equals(resource.get("namespaced").bool())
              ? Scoping.NAMESPACED
              : Scoping.CLUSTER;
      ServedKind found = new ServedKind(apiVersion, kind, plural, scoping);
      served.merge(group + "/" + kind, found, (before, now) -> better(group, before, now));
    }
  }

  /// The version that is understood best; of those that are not, the server's preferred one.
  private static ServedKind better(String group, ServedKind before, ServedKind now) {
    ResourceKind known = ResourceKinds.find(group, before.kind());
    return known != null && rank(known, now) < rank(known, before) ? now : before;
  }

  private static int rank(ResourceKind known, ServedKind served) {
    for (int i = 0; i < known.versions().size(); i++) {
      if (known.apiVersion(known.versions().get(i)).equals(served.apiVersion())) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  private Result result() {
    Map<String, ServedKind> rest = new LinkedHashMap<>(served);
    List<ServedKind> kinds = new ArrayList<>();
    for (ResourceKind kind : ResourceKinds.all()) {
      ServedKind found = rest.remove(kind.toString());
      if (found != null) {
        kinds.add(found);
      } else {
        notFound(kind);
      }
    }
    kinds.addAll(rest.values());
    return new Result(List.copyOf(kinds), List.copyOf(calls), List.copyOf(gaps));
  }

  /// A kind that no version of its group names: not installed, unless one could not be looked into.
  private void notFound(ResourceKind kind) {
    CallFailed failure = failedGroups.get(kind.group());
    if (failure != null) {
      gaps.add(failure.gap(kind.kind(), null, null));
    }
    Completeness why = failure == null ? Completeness.NOT_INSTALLED : Completeness.NOT_COLLECTED;
    calls.add(new ListCall(kind.apiVersion(), kind.kind(), 0, null, why));
  }

  /// Every kind that is known, since the server does not say which of them it serves.
  private Result withoutLooking() {
    List<ServedKind> kinds =
        ResourceKinds.all().stream()
            .map(
                kind ->
                    new ServedKind(kind.apiVersion(), kind.kind(), kind.plural(), kind.scoping()))
            .toList();
    return new Result(kinds, List.of(), List.copyOf(gaps));
  }
}
