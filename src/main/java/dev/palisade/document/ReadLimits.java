package dev.palisade.document;

/// What one object may cost. Beyond it the object is [Reading.Unreadable], never cut short.
///
/// @param objectBytes the length of one object in characters of its source. Each item of a list is
///   an object of its own, and what the list says beside its items is another
/// @param nesting how deep objects and arrays may stand in each other; `{"a": []}` is 2 deep
/// @param aliasExpansionBytes how many characters the YAML aliases of one object may stand for
public record ReadLimits(long objectBytes, int nesting, long aliasExpansionBytes) {

  /// 4 MiB (etcd takes 1.5), 100 levels, 1 MiB of aliases.
  public static final ReadLimits DEFAULT = new ReadLimits(4 << 20, 100, 1 << 20);

  public ReadLimits {
    if (objectBytes < 1 || nesting < 1 || aliasExpansionBytes < 0) {
      throw new IllegalArgumentException(
          "limits must be positive: "
              + objectBytes
              + " bytes, nesting "
              + nesting
              + ", aliases "
              + aliasExpansionBytes);
    }
  }
}
