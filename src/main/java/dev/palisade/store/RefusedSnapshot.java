package dev.palisade.store;

/// A snapshot that does not go into its cluster's sequence: it is of another cluster, is older than
/// what stands there, or is not what was appended under its id. The message says which.
public final class RefusedSnapshot extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  RefusedSnapshot(String message) {
    super(message);
  }
}
