package dev.palisade.collect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.palisade.snapshot.CollectionRun.Note;
import dev.palisade.snapshot.Gap;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.ListCall;
import dev.palisade.snapshot.ListCall.Completeness;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceKind.Scoping;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All objects of one kind: page by page, and namespace by namespace where the whole cluster is
/// refused.
final class KindListing {

  private final ApiServer server;
  private final int pageSize;
  private final ServedKind kind;
  private final List<Manifest> manifests = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  private KindListing(ApiServer server, int pageSize, ServedKind kind) {
    this.server = server;
    this.pageSize = pageSize;
    this.kind = kind;
  }

  /// The objects of a kind, the call that brought them, what is missing, and what it met with.
  record Result(List<Manifest> manifests, ListCall call, List<Gap> gaps, List<Note> notes) {
    boolean isComplete() {
      return call.completeness() == Completeness.COMPLETE;
    }
  }

  /// @param namespaces the namespaces to ask one by one where the cluster-wide list is refused
  /// @param allNamespaces whether these are all there are
  static Result of(
      ApiServer server,
      int pageSize,
      ServedKind kind,
      List<String> namespaces,
      boolean allNamespaces) {
    KindListing listing = new KindListing(server, pageSize, kind);
    try {
      String version = listing.pages(kind.path(), null);
      return listing.result(
          version, listing.gaps.isEmpty() ? Completeness.COMPLETE : Completeness.PARTIAL);
    } catch (CallFailed e) {
      if (e.isUnknown()) {
        return listing.result(null, Completeness.NOT_INSTALLED);
      }
      if (e.status() == 403 && kind.scoping() == Scoping.NAMESPACED && !namespaces.isEmpty()) {
        return listing.byNamespace(namespaces, allNamespaces, e);
      }
      listing.gaps.add(e.gap(kind.kind(), null, null));
      return listing.result(null, Completeness.NOT_COLLECTED);
    }
  }

  private Result byNamespace(List<String> namespaces, boolean allNamespaces, CallFailed refusal) {
    int brought = 0;
    List<Gap> refused = new ArrayList<>();
    for (String namespace : namespaces) {
      try {
        pages(kind.path(namespace), namespace);
        brought++;
      } catch (CallFailed e) {
        refused.add(e.gap(kind.kind(), namespace, null));
      }
    }
    if (brought == 0) {
      // one gap says it all
      return new Result(
          List.of(),
          call(null, Completeness.NOT_COLLECTED),
          List.of(refusal.gap(kind.kind(), null, null)),
          List.copyOf(notes));
    }
    gaps.addAll(refused);
    if (!allNamespaces) {
      gaps.add(refusal.gap(kind.kind(), null, null));
    }
    return result(null, gaps.isEmpty() ? Completeness.COMPLETE : Completeness.PARTIAL);
  }

  /// Reads a list to its end. A list whose token expires on the way is begun anew, once.
  ///
  /// @return the list's resource version
  /// @throws CallFailed if its first page cannot be had; a later one that cannot be is a gap
  private @Nullable String pages(String path, @Nullable String namespace) throws CallFailed {
    for (int attempt = 1; ; attempt++) {
      int before = manifests.size();
      List<String> unreadable = new ArrayList<>();
      try {
        String version = pagesOnce(path, unreadable);
        for (String problem : unreadable) {
          gaps.add(new Gap(Reason.UNREADABLE, kind.kind(), namespace, null, 200, problem));
        }
        return version;
      } catch (CallFailed e) {
        boolean nothingYet = manifests.size() == before && unreadable.isEmpty();
        if (e.isExpired() && attempt == 1) {
          notes.add(
              new Note(
                  Note.Weight.REMARK,
                  "%s: the list was begun anew after %d objects: %s"
                      .formatted(kind.kind(), manifests.size() - before, e.text())));
          manifests.subList(before, manifests.size()).clear();
        } else if (nothingYet) {
          throw e;
        } else {
          gaps.add(
              new Gap(
                  Reason.INCOMPLETE,
                  kind.kind(),
                  namespace,
                  null,
                  e.status(),
                  e.text() + " (after " + (manifests.size() - before) + " objects)"));
          return null;
        }
      }
    }
  }

  private @Nullable String pagesOnce(String path, List<String> unreadable) throws CallFailed {
    String token = "";
    while (true) {
      String query = "?limit=" + pageSize;
      if (!token.isEmpty()) {
        query += "&continue=" + URLEncoder.encode(token, UTF_8);
      }
      ListPage page = server.get(path + query, body -> ListPage.read(path, kind, body));
      manifests.addAll(page.manifests());
      unreadable.addAll(page.problems());
      token = page.continueToken();
      if (token.isEmpty()) {
        return page.resourceVersion();
      }
    }
  }

  private Result result(@Nullable String version, Completeness completeness) {
    return new Result(
        List.copyOf(manifests), call(version, completeness), List.copyOf(gaps), List.copyOf(notes));
  }

  private ListCall call(@Nullable String version, Completeness completeness) {
    return new ListCall(kind.apiVersion(), kind.kind(), manifests.size(), version, completeness);
  }
}
