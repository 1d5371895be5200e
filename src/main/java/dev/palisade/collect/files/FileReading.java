package dev.palisade.collect.files;

import dev.palisade.collect.files.ReadProblem.Cause;
import dev.palisade.collect.files.ReadProblem.Severity;
import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.ListHeader;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.Gap.Reason;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.Manifests;
import dev.palisade.snapshot.ResourceKind;
import dev.palisade.snapshot.ResourceKinds;
import dev.palisade.snapshot.ResourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers what one file says, document by document.
final class FileReading implements Consumer<Reading> {

  static final String ANY_KIND = "*";

  /// Something in a file.
  sealed interface Finding {}

  /// An object, trimmed.
  record Found(Manifest manifest) implements Finding {}

  /// A problem, and the gap that it is if it is an error.
  ///
  /// @param kind of the objects that may be missing; `*`: any
  /// @param status of the call that failed; 0: none
  record Noted(
      ReadProblem problem,
      Reason reason,
      String kind,
      @Nullable String namespace,
      @Nullable String name,
      int status)
      implements Finding {}

  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> kindsOfList = new TreeSet<>();

  /// In the order of the file.
  List<Finding> findings() {
    return findings;
  }

  @Override
  public void accept(Reading reading) {
    switch (reading) {
      case Reading.Read(Document document) -> add(document.withInheritedKind());
      case Reading.Unreadable(var file, var line, var message) -> unreadable(file, line, message);
      case Reading.ListEnd(var file, var header, var count) -> {
        endOfList(file, header);
        kindsOfList.clear();
      }
    }
  }

  /// A file or document that cannot be read: what it holds, of whatever kind, is missing.
  void unreadable(String file, int line, String message) {
    problem(new ReadProblem(Severity.ERROR, Cause.UNREADABLE, file, line, null, "", message));
  }

  void passOver(String file, String message) {
    problem(new ReadProblem(Severity.WARNING, Cause.NOT_A_MANIFEST, file, 0, null, "", message));
  }

  private void problem(ReadProblem problem) {
    note(problem, Reason.UNREADABLE, ANY_KIND, null, null, 0);
  }

  private void note(
      ReadProblem problem,
      Reason reason,
      String kind,
      @Nullable String namespace,
      @Nullable String name,
      int status) {
    findings.add(new Noted(problem, reason, kind, namespace, name, status));
  }

  private void add(Document document) {
    String kind = Glimpse.text(document.root(), "kind");
    if (kind.equals("Status") && Glimpse.text(document.root(), "apiVersion").equals("v1")) {
      savedAnswer(document.cursor());
      return;
    }
    if (Glimpse.text(document.root(), "apiVersion").startsWith(Kustomization.GROUP)) {
      kustomization(document, kind);
      return;
    }
    try {
      Manifest manifest = Manifests.of(document);
      if (document.list() != null && !kind.isEmpty()) {
        kindsOfList.add(kind);
      }
      if (manifest != null && !hasUnknownMetadata(document, manifest.ref())) {
        findings.add(new Found(manifest));
        unknownFields(document, manifest.ref());
      }
    } catch (MalformedDocument e) {
      malformed(document, kind, e);
    }
  }

  /// An object whose metadata an API server would refuse is a gap, where it is evidence.
  private boolean hasUnknownMetadata(Document document, ResourceRef ref) {
    if (!ResourceKinds.isEvidence(ref.group(), ref.kind())) {
      return false;
    }
    List<Cursor> unknown = MetadataFields.unknown(document.cursor());
    for (Cursor at : unknown) {
      String field = at.pointer().substring(at.pointer().lastIndexOf('/') + 1);
      String problem =
          "there is no field \"" + field + "\" in metadata: an API server refuses the object";
      note(document, ref, at, Severity.ERROR, Cause.MALFORMED_OBJECT, problem);
    }
    return !unknown.isEmpty();
  }

  /// What Kustomize would make of the manifests is not known here, unless it makes nothing of them.
  private void kustomization(Document document, String kind) {
    Cursor change = Kustomization.change(document.cursor());
    if (change != null) {
      note(
          new ReadProblem(
              Severity.ERROR,
              Cause.MALFORMED_OBJECT,
              change.file(),
              change.line() > 0 ? change.line() : document.root().line(),
              (kind + " " + Glimpse.name(document.root())).strip(),
              change.pointer(),
              "adds to the manifests or changes them: read what kubectl kustomize makes of them instead"),
          Reason.UNREADABLE,
          ANY_KIND,
          null,
          null,
          0);
    }
  }

  /// An object with a field that stands for one that decides is read as if it were not there, as an
  /// API server stores it that does not refuse it, and is a gap beside: its author meant something
  /// else. Other fields that there are none of are told.
  private void unknownFields(Document document, ResourceRef ref) {
    for (SpecFields.Unknown one : SpecFields.unknown(ref, document.cursor())) {
      String meant = one.meant();
      String problem =
          "there is no field \"%s\" here: %s"
              .formatted(
                  one.name(),
                  meant == null
                      ? "an API server drops it, unless it is of a newer version"
                      : meant.equals(one.name())
                          ? "it belongs elsewhere"
                          : "\"" + meant + "\" is meant?");
      if (meant == null) {
        note(document, ref, one.at(), Severity.WARNING, Cause.UNKNOWN_FIELD, problem);
      } else {
        note(document, ref, one.at(), Severity.ERROR, Cause.MALFORMED_OBJECT, problem);
      }
    }
  }

  private void note(
      Document document,
      ResourceRef ref,
      Cursor at,
      Severity severity,
      Cause cause,
      String problem) {
    note(
        new ReadProblem(
            severity,
            cause,
            at.file(),
            at.line() > 0 ? at.line() : document.root().line(),
            ref.toString(),
            at.pointer(),
            problem),
        Reason.UNREADABLE,
        ref.kind(),
        ref.namespace().isEmpty() ? null : ref.namespace(),
        ref.name(),
        0);
  }

  /// A document that is no object: a gap, unless its kind is known to be no evidence.
  private void malformed(Document document, String kind, MalformedDocument e) {
    String apiVersion = Glimpse.text(document.root(), "apiVersion");
    Severity severity = Glimpse.mayBeEvidence(apiVersion, kind) ? Severity.ERROR : Severity.WARNING;
    String named = kind.isEmpty() ? null : (kind + " " + Glimpse.name(document.root())).strip();
    Cause cause = severity == Severity.ERROR ? Cause.MALFORMED_OBJECT : Cause.NOT_A_MANIFEST;
    note(
        new ReadProblem(
            severity,
            cause,
            e.file(),
            e.line() > 0 ? e.line() : document.root().line(),
            named,
            e.pointer(),
            e.problem()),
        Reason.UNREADABLE,
        Glimpse.kindOf(kind, ANY_KIND),
        null,
        null,
        0);
  }

  /// The saved answer to a call that failed (`kubectl get -o json` into a file): its kind was not
  /// collected.
  private void savedAnswer(Cursor status) {
    if (Glimpse.text(status.node(), "status").equals("Success")) {
      return;
    }
    Cursor details = status.get("details");
    String plural = Glimpse.text(details.node(), "kind");
    ResourceKind known = ResourceKinds.findPlural(Glimpse.text(details.node(), "group"), plural);
    String kind = known != null ? known.kind() : plural.isEmpty() ? ANY_KIND : plural;
    int code =
        status.get("code").node() instanceof Node.NumberNode n && n.isInteger() ? code(n) : 0;
    String name = Glimpse.text(details.node(), "name");
    note(
        new ReadProblem(
            Severity.ERROR,
            Cause.INCOMPLETE_LIST,
            status.file(),
            status.line(),
            null,
            status.pointer(),
            "the saved answer to a call that failed: " + Glimpse.text(status.node(), "message")),
        code == 401 || code == 403 ? Reason.REFUSED : Reason.FAILED,
        kind,
        null,
        name.isEmpty() ? null : name,
        code);
  }

  private static int code(Node.NumberNode number) {
    int most = 4;
    return number.digits().length() < most ? Integer.parseInt(number.digits()) : 0;
  }

  private void endOfList(String file, ListHeader header) {
    if (!(header.metadata() instanceof ObjectNode(var metadata, var line))) {
      return;
    }
    boolean more =
        !Glimpse.text(header.metadata(), "continue").isEmpty()
            || (metadata.get("remainingItemCount") instanceof Node.NumberNode left
                && !left.digits().equals("0"));
    if (!more) {
      return;
    }
    String own = header.itemKind();
    Set<String> kinds =
        own != null
            ? Set.of(own)
            : kindsOfList.isEmpty() ? Set.of(ANY_KIND) : Set.copyOf(kindsOfList);
    for (String kind : new TreeSet<>(kinds)) {
      note(
          new ReadProblem(
              Severity.ERROR,
              Cause.INCOMPLETE_LIST,
              file,
              line,
              null,
              "/metadata",
              "the list of "
                  + (kind.equals(ANY_KIND) ? "objects" : kind)
                  + " goes on beyond this file"),
          Reason.INCOMPLETE,
          kind,
          null,
          null,
          0);
    }
  }
}
