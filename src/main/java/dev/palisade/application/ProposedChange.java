package dev.palisade.application;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceKind.Scoping;
import dev.palisade.snapshot.ResourceKinds;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody wants to apply to a cluster and delete from it.
///
/// @param apply objects as `kubectl apply` would be given them; each replaces the one of its name.
///   What is never collected (Secrets) is not among them
public record ProposedChange(List<Manifest> apply, List<Target> delete) {
  private static final String DEFAULT_NAMESPACE = "default";

  public ProposedChange {
    apply = List.copyOf(apply);
    delete = List.copyOf(delete);
  }

  /// An object by its name.
  ///
  /// @param namespace of a namespaced kind: empty means `default`
  public record Target(String apiVersion, String kind, String namespace, String name) {
    public Target {
      if (scoping(apiVersion, kind) == Scoping.CLUSTER) {
        namespace = "";
      } else if (namespace.isEmpty() && scoping(apiVersion, kind) == Scoping.NAMESPACED) {
        namespace = DEFAULT_NAMESPACE;
      }
    }

    /// As [dev.palisade.snapshot.ResourceRef#identity].
    public String identity() {
      int slash = apiVersion.indexOf('/');
      return (slash < 0 ? "" : apiVersion.substring(0, slash)) + "/" + this;
    }

    /// `Kind namespace/name`.
    @Override
    public String toString() {
      return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
  }

  private static @Nullable Scoping scoping(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return ResourceKinds.scopingOf(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
  }

  /// Reads manifests: YAML documents, JSON, lists.
  ///
  /// @param name how messages are to name what is read
  /// @throws UnusableInput if a document cannot be read, or is no Kubernetes object: a change is
  ///   taken whole or not at all
  /// @throws IOException if the stream fails
  public static ProposedChange read(String name, InputStream manifests, List<Target> delete)
      throws IOException {
    List<Document> documents = new ArrayList<>();
    List<Message> problems = new ArrayList<>();
    new DocumentReader(ReadLimits.DEFAULT)
        .read(
            name,
            manifests,
            reading -> {
              switch (reading) {
                case Reading.Read(Document document) -> documents.add(document);
                case Reading.Unreadable(String file, int line, String message) ->
                    problems.add(
                        Message.error(file + (line > 0 ? ":" + line : "") + ": " + message));
                case Reading.ListEnd end -> {}
              }
            });
    return of(documents, delete, problems);
  }

  /// @param apply objects of a request body
  /// @param pointer JSON pointer of the array that they stand in, for messages
  /// @throws UnusableInput if one of them is no Kubernetes object
  public static ProposedChange of(
      String name, String pointer, List<Node> apply, List<Target> delete) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < apply.size(); i++) {
      documents.add(new Document(name, pointer + "/" + i, apply.get(i), null));
    }
    return of(documents, delete, new ArrayList<>());
  }

  private static ProposedChange of(
      List<Document> documents, List<Target> delete, List<Message> problems) {
    List<Manifest> apply = new ArrayList<>();
    for (Document document : documents) {
      try {
        Manifest manifest = Manifests.of(document);
        if (manifest != null) {
          apply.add(manifest);
        }
      } catch (MalformedDocument e) {
        problems.add(Message.error(String.valueOf(e.getMessage())));
      }
    }
    if (problems.isEmpty() && documents.isEmpty() && delete.isEmpty()) {
      problems.add(Message.error("the change neither applies nor deletes anything"));
    }
    if (!problems.isEmpty()) {
      throw new UnusableInput(problems);
    }
    return new ProposedChange(apply, delete);
  }

  /// SHA-256 over what is proposed: equal for the same change, wherever it was written.
  public String digest() {
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put(
        "apply",
        texts(apply.stream().map(m -> m.ref().identity() + " " + m.ref().digest()).toList()));
    fields.put("delete", texts(delete.stream().map(Target::identity).toList()));
    return CanonicalJson.digest(Node.object(fields));
  }

  private static Node texts(List<String> texts) {
    return Node.array(texts.stream().sorted().<Node>map(Node::text).toList());
  }
}
