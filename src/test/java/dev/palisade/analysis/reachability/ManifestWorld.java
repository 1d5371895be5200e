package dev.palisade.analysis.reachability;

import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.translate.Snapshots;
import dev.palisade.translate.Translation;
import dev.palisade.translate.Translator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A small cluster as manifests, and the settings under which they are read.
record ManifestWorld(List<ObjectNode> objects, DialectSettings settings) {

  ManifestWorld {
    objects = List.copyOf(objects);
  }

  Translation translation() {
    return Translator.translate(Snapshots.of(objects), settings);
  }

  World world() {
    return world(translation());
  }

  World world(Translation translation) {
    return new World(translation.inventory(), translation.policies(), settings);
  }

  ManifestWorld with(List<ObjectNode> others) {
    return new ManifestWorld(others, settings);
  }

  /// The least world that still fails: objects, fields and items are taken out, and settings put
  /// back to their defaults, for as long as that can be done.
  ManifestWorld shrunk(Predicate<ManifestWorld> fails) {
    ManifestWorld least = this;
    while (true) {
      ManifestWorld smaller = least.smaller().filter(fails).findFirst().orElse(null);
      if (smaller == null) {
        return least;
      }
      least = smaller;
    }
  }

  private Stream<ManifestWorld> smaller() {
    return Stream.concat(plainerSettings(), smallerLists(objects).map(this::with));
  }

  private Stream<ManifestWorld> plainerSettings() {
    DialectSettings plain = DialectSettings.of(settings.dialect(), DialectSettings.Use.MANIFESTS);
    return plain.values().entrySet().stream()
        .filter(s -> !s.getValue().equals(settings.values().get(s.getKey())))
        .map(s -> new ManifestWorld(objects, settings.with(s.getKey(), s.getValue())));
  }

  private static Stream<List<ObjectNode>> smallerLists(List<ObjectNode> objects) {
    Stream<List<ObjectNode>> fewer = indices(objects).mapToObj(i -> without(objects, i));
    Stream<List<ObjectNode>> lesser =
        indices(objects)
            .boxed()
            .flatMap(
                i -> smaller(objects.get(i), true).map(o -> replaced(objects, i, (ObjectNode) o)));
    return Stream.concat(fewer, lesser);
  }

  /// @param root whether it is a whole object, whose identity stays
  private static Stream<Node> smaller(Node node, boolean root) {
    return switch (node) {
      case ObjectNode object ->
          object.fields().keySet().stream()
              .filter(key -> !root || !List.of("apiVersion", "kind").contains(key))
              .flatMap(key -> smallerField(object, key, root));
      case ArrayNode array ->
          Stream.concat(
              indices(array.items()).mapToObj(i -> Node.array(without(array.items(), i))),
              indices(array.items())
                  .boxed()
                  .flatMap(
                      i ->
                          smaller(array.items().get(i), false)
                              .map(item -> Node.array(replaced(array.items(), i, item)))));
      default -> Stream.of();
    };
  }

  private static Stream<Node> smallerField(ObjectNode object, String key, boolean root) {
    Stream<Node> changed =
        smaller(object.fields().get(key), false)
            .map(
                value -> {
                  Map<String, Node> fields = new LinkedHashMap<>(object.fields());
                  fields.put(key, value);
                  return Node.object(fields);
                });
    if (root && key.equals("metadata")) {
      // without its namespace it would be another object
      return changed.filter(
          o ->
              List.of("name", "namespace").stream()
                  .allMatch(f -> Trees.text(o, key, f).equals(Trees.text(object, key, f))));
    }
    Map<String, Node> rest = new LinkedHashMap<>(object.fields());
    rest.remove(key);
    return Stream.concat(Stream.of(Node.object(rest)), changed);
  }

  private static IntStream indices(List<?> items) {
    return IntStream.range(0, items.size());
  }

  private static <T> List<T> without(List<T> items, int index) {
    List<T> rest = new ArrayList<>(items);
    rest.remove(index);
    return rest;
  }

  private static <T> List<T> replaced(List<T> items, int index, T item) {
    List<T> others = new ArrayList<>(items);
    others.set(index, item);
    return others;
  }

  /// The settings as a comment, and the manifests as a file that can be tried.
  @Override
  public String toString() {
    return "# " + settings.dialect() + " " + settings.values() + "\n" + BlockYaml.of(objects);
  }
}
