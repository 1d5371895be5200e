package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.document.Refusal.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The items of what is, or may turn out to be, a list.
///
/// If `kind` was read before them they are handed on as they come. If not (`kubectl get -o yaml`
/// sorts `kind` behind `items`), they are held back:
/// - up to the size of one object, for the whole may turn out to be an object of which `items` is a
///   field;
/// - beyond it, it can only be a list, and items that have a kind and an API version of their own
///   are handed on. The others wait for the list's kind, up to [#MOST_HELD] times the size of one
///   object.
final class ListItems {

  private static final int MOST_HELD = 16;

  /// An item, or why it is none.
  private sealed interface Held {
    int index();

    record Whole(int index, Node node) implements Held {}

    record Refused(int index, Refusal refusal) implements Held {}
  }

  private final String file;
  private final ReadLimits limits;
  private final ListHeader soFar;
  private final Consumer<Document> to;
  private final BiConsumer<String, Refusal> refusals;
  private final List<Held> held = new ArrayList<>();
  private boolean surelyList;
  private int count;
  private int handedOn;
  private long size;
  private long heldSize;

  /// @param soFar what was read of the list before its items
  ListItems(
      String file,
      ReadLimits limits,
      ListHeader soFar,
      Consumer<Document> to,
      BiConsumer<String, Refusal> refusals) {
    this.file = file;
    this.limits = limits;
    this.soFar = soFar;
    this.to = to;
    this.refusals = refusals;
    this.surelyList = ListHeader.isListKind(soFar.kind());
  }

  void add(Node item, long itemSize) {
    add(new Held.Whole(count, item), itemSize);
  }

  void addRefused(Refusal refusal) {
    add(new Held.Refused(count, refusal), 0);
  }

  private void add(Held item, long itemSize) {
    count++;
    size += itemSize;
    if (surelyList && standsAlone(item)) {
      handOn(item, soFar);
      return;
    }
    held.add(item);
    heldSize += itemSize;
    if (!surelyList && heldSize > limits.objectBytes()) {
      surelyList = true;
      held.stream().filter(this::standsAlone).forEach(one -> handOn(one, soFar));
      held.removeIf(this::standsAlone);
    }
    if (heldSize > MOST_HELD * limits.objectBytes()) {
      throw new Refusal(
          lineOf(held.get(0)),
          Reach.REST,
          "too many items without a kind of their own before the list's kind; they are not read");
    }
  }

  /// Whether it does not need the kind of the list.
  private boolean standsAlone(Held item) {
    return switch (item) {
      case Held.Refused refused -> true;
      case Held.Whole(var index, var node) ->
          soFar.kind() != null
              || (node instanceof ObjectNode(var fields, var line)
                  && fields.get("kind") instanceof StringNode
                  && fields.get("apiVersion") instanceof StringNode);
    };
  }

  private void handOn(Held item, ListHeader header) {
    handedOn++;
    String pointer = "/items/" + item.index();
    switch (item) {
      case Held.Whole(var index, var node) -> to.accept(new Document(file, pointer, node, header));
      case Held.Refused(var index, var refusal) -> refusals.accept(pointer, refusal);
    }
  }

  /// It is a list: hands on what was held back.
  void release(ListHeader header) {
    held.forEach(item -> handOn(item, header));
    held.clear();
  }

  /// It is no list: what was held back as the array that it is.
  ///
  /// @param line the line of the array
  /// @param objectLine the line of the object of which it is a field
  ArrayNode asArray(int line, int objectLine) {
    if (handedOn > 0) {
      throw new Refusal(
          objectLine,
          Reach.OBJECT,
          "longer than "
              + limits.objectBytes()
              + " characters and no list by its kind, though its items were read as objects");
    }
    List<Node> nodes = new ArrayList<>(held.size());
    for (Held item : held) {
      switch (item) {
        case Held.Whole(var index, var node) -> nodes.add(node);
        case Held.Refused(var index, var refusal) -> throw refusal;
      }
    }
    return new ArrayNode(nodes, line);
  }

  private static int lineOf(Held item) {
    return switch (item) {
      case Held.Whole(var index, var node) -> node.line();
      case Held.Refused(var index, var refusal) -> refusal.line();
    };
  }

  /// How many items there were, refused ones included.
  int count() {
    return count;
  }

  /// The characters of all items.
  long size() {
    return size;
  }
}
