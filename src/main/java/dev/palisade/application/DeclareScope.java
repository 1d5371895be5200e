package dev.palisade.application;

import dev.palisade.compliance.diff.ScopeDocument;
import dev.palisade.compliance.scope.Scope;
import dev.palisade.compliance.scope.ScopeReader;
import dev.palisade.document.Document;
import dev.palisade.store.ScopeStore;
import dev.palisade.store.StoredScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the versions of what an officer declares in scope.
@ApplicationScoped
public class DeclareScope {
  private final ScopeStore scopes;
  private final Clock clock;

  public DeclareScope(ScopeStore scopes, Clock clock) {
    this.scopes = scopes;
    this.clock = clock;
  }

  /// Appends the next version.
  ///
  /// @param expected the version that the author had before him; 0: none yet
  /// @param document YAML or JSON
  /// @throws dev.palisade.compliance.scope.UnusableScope when it is no scope: nothing is kept
  /// @throws OutOfDate if another version is the newest
  public ScopeVersion declare(String cluster, int expected, String document, String author) {
    Scope scope = read("scope", document);
    return Stored.answer(
        () ->
            ScopeVersion.of(
                scopes.save(cluster, expected, document, scope.digest(), author, clock.instant())));
  }

  /// The newest version; null when there is none.
  public @Nullable ScopeVersion latest(String cluster) {
    StoredScope latest = scopes.latest(cluster);
    return latest == null ? null : ScopeVersion.of(latest);
  }

  /// @throws NotFound if there is none
  public ScopeVersion version(String cluster, int version) {
    StoredScope found = scopes.version(cluster, version);
    if (found == null) {
      throw new NotFound("the scope of cluster " + cluster + " has no version " + version);
    }
    return ScopeVersion.of(found);
  }

  /// Versions, the newest first.
  ///
  /// @param before only versions below this one; null: the first page
  public List<ScopeVersion> list(String cluster, @Nullable Integer before, int limit) {
    return scopes.list(cluster, before, limit).stream().map(ScopeVersion::of).toList();
  }

  /// The version as it was written.
  static ScopeDocument document(ScopeVersion declared) {
    String name = "scope version " + declared.version();
    try {
      Document document =
          ScopeReader.document(
              name, new ByteArrayInputStream(declared.document().getBytes(StandardCharsets.UTF_8)));
      return ScopeDocument.of(
          document.root(), declared.version(), declared.author(), declared.savedAt());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
  }

  static Scope read(String name, String document) {
    try {
      return ScopeReader.read(
          name, new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array does not fail
    }
  }
}
