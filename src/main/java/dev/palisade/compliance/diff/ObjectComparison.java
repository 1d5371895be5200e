package dev.palisade.compliance.diff;

import dev.palisade.compliance.diff.FieldComparison.ListOrder;
import dev.palisade.document.Cursor;
import dev.palisade.document.Node;
import dev.palisade.document.YamlText;
import dev.palisade.snapshot.Manifest;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which objects differ between two snapshots. What a controller made comes and goes with its
/// owner, and is listed only where it is there in both with other content.
final class ObjectComparison {
  private ObjectComparison() {}

  /// Two manifests of one object, or one of them.
  record Pair(@Nullable Manifest before, @Nullable Manifest after) {
    ResourceRef ref() {
      Manifest some = after == null ? before : after;
      if (some == null) {
        throw new IllegalStateException("a pair of nothing");
      }
      return some.ref();
    }

    Change change() {
      return before == null ? Change.ADDED : after == null ? Change.REMOVED : Change.CHANGED;
    }

    private boolean madeByController() {
      Manifest some = after == null ? before : after;
      return some != null && ObjectComparison.madeByController(some);
    }
  }

  /// All objects with another content or on one side alone, also those that controllers made;
  /// sorted.
  static List<Pair> pairs(Snapshot before, Snapshot after) {
    Map<String, Manifest> old = byIdentity(before);
    Map<String, Manifest> young = byIdentity(after);
    var all = new TreeSet<>(old.keySet());
    all.addAll(young.keySet());
    List<Pair> pairs = new ArrayList<>();
    for (String identity : all) {
      Manifest one = old.get(identity);
      Manifest two = young.get(identity);
      if (one == null || two == null || !one.ref().digest().equals(two.ref().digest())) {
        pairs.add(new Pair(one, two));
      }
    }
    return List.copyOf(pairs);
  }

  static List<ObjectChange> changes(List<Pair> pairs) {
    // on all processors: a year's objects are some thousands, each written out twice
    return pairs.parallelStream()
        .filter(pair -> pair.change() == Change.CHANGED || !pair.madeByController())
        .map(ObjectComparison::change)
        .sorted()
        .toList();
  }

  private static ObjectChange change(Pair pair) {
    ResourceRef ref = pair.ref();
    Manifest before = pair.before();
    Manifest after = pair.after();
    List<ObjectChange.FieldChange> fields =
        before == null || after == null ? List.of() : fields(before, after);
    return new ObjectChange(
        pair.change(),
        ref.apiVersion(),
        ref.kind(),
        ref.namespace().isEmpty() ? null : ref.namespace(),
        ref.name(),
        fields,
        before == null ? null : YamlText.write(before.root()),
        after == null ? null : YamlText.write(after.root()),
        before == null || after == null ? null : note(before, after, fields));
  }

  static final String ORDER_ALONE = "nothing but an order differs that means nothing";

  static final String DEFAULTS_ALONE =
      "nothing but defaults differs: what one state writes out the other leaves to the API server";

  private static @Nullable String note(
      Manifest before, Manifest after, List<ObjectChange.FieldChange> fields) {
    if (fields.isEmpty()) {
      return ORDER_ALONE;
    }
    Node one = PolicyDefaults.of(before.root());
    Node two = PolicyDefaults.of(after.root());
    if (one == before.root() && two == after.root()) {
      return null; // nothing has defaults here, and fields differ
    }
    return FieldComparison.of(one, two, order(after.ref())).isEmpty() ? DEFAULTS_ALONE : null;
  }

  /// What differs between two contents of one object.
  static List<ObjectChange.FieldChange> fields(Manifest before, Manifest after) {
    return FieldComparison.of(before.root(), after.root(), order(after.ref()));
  }

  /// Rules of a NetworkPolicy add up (networking.k8s.io/v1 NetworkPolicySpec), so do RBAC's; of
  /// other kinds the order may decide.
  private static ListOrder order(ResourceRef ref) {
    return switch (ref.group()) {
      case "networking.k8s.io", "rbac.authorization.k8s.io" -> ListOrder.MEANINGLESS;
      default -> ListOrder.MEANT;
    };
  }

  private static Map<String, Manifest> byIdentity(Snapshot snapshot) {
    Map<String, Manifest> objects = new HashMap<>();
    snapshot.manifests().forEach(m -> objects.put(m.ref().identity(), m));
    return objects;
  }

  static boolean madeByController(Manifest manifest) {
    // not through a Cursor's typed reading: a manifest may be malformed where nothing else looks
    Cursor owners = manifest.cursor().get("metadata").get("ownerReferences");
    return owners.isArray()
        && owners.items().stream()
            .filter(Cursor::isObject)
            .map(owner -> owner.get("controller"))
            .anyMatch(
                controller -> controller.isBoolean() && Boolean.TRUE.equals(controller.bool()));
  }
}
