package dev.palisade.store;

/// There is nothing of that name in the store.
public final class NotStored extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotStored(String message) {
    super(message);
  }

  static NotStored cluster(String name) {
    return new NotStored("there is no cluster " + name);
  }

  static NotStored snapshot(String cluster, long sequence) {
    return new NotStored("cluster " + cluster + " has no snapshot " + sequence);
  }
}
