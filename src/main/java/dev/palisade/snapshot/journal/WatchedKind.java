package dev.palisade.snapshot.journal;

import dev.palisade.snapshot.ResourceKinds;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A kind whose changes are kept: policies of every dialect, namespaces and pods.
///
/// @param group API group; the empty string for the core group
public record WatchedKind(String group, String kind) implements Comparable<WatchedKind> {
  /// Stands for all kinds, where it is not even known which there are.
  public static final WatchedKind ALL = new WatchedKind("*", "*");

  public static final WatchedKind NAMESPACE = new WatchedKind("", "Namespace");
  public static final WatchedKind POD = new WatchedKind("", "Pod");
  public static final WatchedKind NETWORK_POLICY =
      new WatchedKind("networking.k8s.io", "NetworkPolicy");

  private static final Comparator<WatchedKind> ORDER =
      Comparator.comparing(WatchedKind::kind).thenComparing(WatchedKind::group);

  /// The kind, if it is one whose changes are kept: null otherwise. Every kind of a policy group
  /// is, known or not.
  public static @Nullable WatchedKind of(String group, String kind) {
    WatchedKind asked = new WatchedKind(group, kind);
    return asked.isSelected() || asked.isPolicy() ? asked : null;
  }

  /// Whether policies select its objects by labels.
  public boolean isSelected() {
    return equals(NAMESPACE) || equals(POD);
  }

  /// Whether its objects say what traffic is let through.
  public boolean isPolicy() {
    return ResourceKinds.isEvidence(group, kind)
        && (ResourceKinds.isPolicyGroup(group) || kind.endsWith("NetworkPolicy"));
  }

  /// Reads what [#toString] wrote.
  public static WatchedKind parse(String text) {
    int slash = text.lastIndexOf('/');
    return new WatchedKind(slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(WatchedKind other) {
    return ORDER.compare(this, other);
  }

  /// `networking.k8s.io/NetworkPolicy`; of the core group the kind alone.
  @Override
  public String toString() {
    return group.isEmpty() ? kind : group + "/" + kind;
  }
}
