package dev.palisade.document;

import org.jspecify.annotations.Nullable;

/// What a list (`PodList`, `List`, …) says beside its items.
///
/// A big list is handed on item by item before its end is read, and `kubectl get -o yaml` writes
/// `kind` and `metadata` *after* the items: what was not yet read is null in the header of such an
/// item. The header of [Reading.ListEnd] is complete. An item that needs the list's kind, because
/// it has none of its own, is held back until the kind is known.
///
/// @param apiVersion the list's own, null when absent
/// @param kind the list's own, null when not yet read
/// @param metadata the list's metadata (`resourceVersion`, `continue`), null when absent or not yet
///   read
public record ListHeader(
    @Nullable String apiVersion, @Nullable String kind, @Nullable Node metadata) {

  private static final String SUFFIX = "List";

  /// Whether objects of this kind are lists: the name ends in `List`.
  static boolean isListKind(@Nullable String kind) {
    return kind != null && kind.endsWith(SUFFIX);
  }

  /// The kind that the list gives to items without one: `Pod` in a `PodList`. Null in a plain
  /// `List`, whose items are of any kind.
  public @Nullable String itemKind() {
    return kind == null || kind.equals(SUFFIX) || !kind.endsWith(SUFFIX)
        ? null
        : kind.substring(0, kind.length() - SUFFIX.length());
  }

  /// The API version that the list gives to items without one. Null in a plain `List`, whose `v1`
  /// is its own and says nothing of the items.
  public @Nullable String itemApiVersion() {
    return itemKind() == null ? null : apiVersion;
  }
}
