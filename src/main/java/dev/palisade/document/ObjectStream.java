package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.NullNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.document.Reading.ListEnd;
import dev.palisade.document.Reading.Read;
import dev.palisade.document.Reading.Unreadable;
import dev.palisade.document.Refusal.Reach;
import dev.palisade.document.Tokens.Token;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Hands on the objects of one YAML document or JSON text, and the items of a list one by one.
final class ObjectStream {

  private static final String ITEMS = "items";

  private final String file;
  private final Tokens tokens;
  private final ReadLimits limits;
  private final Consumer<Reading> to;
  private final TreeReader tree;

  ObjectStream(String file, Tokens tokens, ReadLimits limits, Consumer<Reading> to) {
    this.file = file;
    this.tokens = tokens;
    this.limits = limits;
    this.to = to;
    this.tree = new TreeReader(tokens, limits);
  }

  /// Reads all there is, but for what a [Refusal] of reach REST loses.
  void readAll() {
    boolean more = true;
    while (more) {
      try {
        more = readOne();
      } catch (Refusal e) {
        refuse("", e);
        more = e.reach() == Reach.OBJECT && skipped();
      }
    }
  }

  private boolean readOne() {
    Token token = tokens.next();
    if (token == Token.FINISHED) {
      return false;
    }
    tree.begin();
    if (token == Token.OBJECT) {
      root();
    } else {
      Node node = tree.value(token, 1);
      if (!(node instanceof NullNode)) { // an empty document
        emit(new Document(file, "", node, null));
      }
    }
    return true;
  }

  private boolean skipped() {
    try {
      tree.skip(0);
      return true;
    } catch (Refusal e) {
      refuse("", e);
      return false;
    }
  }

  private void root() {
    int line = tokens.line();
    ObjectAssembly fields = new ObjectAssembly();
    ListItems items = null;
    for (Token token = tree.next(); token != Token.END; token = tree.next()) {
      if (token == Token.KEY && mayBeItems(fields)) {
        Token value = tree.next();
        if (value == Token.ARRAY && tokens.anchor() == null) {
          fields.put(ITEMS, new ArrayNode(List.of(), tokens.line()));
          items = new ListItems(file, limits, header(fields::get), this::emit, this::refuse);
          read(items);
        } else {
          fields.put(ITEMS, tree.value(value, 2));
        }
      } else {
        tree.field(token, fields, 1);
      }
    }
    if (items == null) {
      emit(new Document(file, "", fields.build(line), null));
    } else {
      finish(fields, items, line);
    }
  }

  /// Whether the key at hand begins the items of what is or may yet turn out to be a list.
  private boolean mayBeItems(ObjectAssembly fields) {
    return tokens.text().equals(ITEMS)
        && fields.get(ITEMS) == null
        && (fields.get("kind") == null || ListHeader.isListKind(text(fields.get("kind"))));
  }

  private void read(ListItems items) {
    int depth = tokens.depth();
    while (true) {
      long from = tokens.end();
      Token token = tokens.next();
      if (token == Token.END) {
        return;
      }
      try {
        items.add(tree.item(token, from), tokens.end() - from);
      } catch (Refusal e) {
        if (e.reach() == Reach.REST) {
          throw e;
        }
        items.addRefused(e);
        tree.skip(depth);
      }
    }
  }

  private void finish(ObjectAssembly fields, ListItems items, int line) {
    ListHeader header = header(fields::get);
    if (ListHeader.isListKind(header.kind())) {
      items.release(header);
      to.accept(new ListEnd(file, header, items.count()));
      return;
    }
    ArrayNode whole = items.asArray(fields.lineOf(ITEMS), line);
    if (tree.size() + items.size() > limits.objectBytes()) {
      throw tree.tooBig();
    }
    fields.replace(ITEMS, whole);
    emit(new Document(file, "", fields.build(line), null));
  }

  /// Hands on an object; one that is itself a list, as an item of a list can be, by its items.
  private void emit(Document document) {
    if (!(document.root() instanceof ObjectNode(var fields, var line))
        || !ListHeader.isListKind(text(fields.get("kind")))
        || !(fields.get(ITEMS) instanceof ArrayNode || fields.get(ITEMS) instanceof NullNode)) {
      to.accept(new Read(document));
      return;
    }
    ListHeader header = header(fields::get);
    // Go writes a list without items as `items: null`
    List<Node> items = fields.get(ITEMS) instanceof ArrayNode array ? array.items() : List.of();
    for (int i = 0; i < items.size(); i++) {
      emit(new Document(file, document.pointer() + "/items/" + i, items.get(i), header));
    }
    to.accept(new ListEnd(file, header, items.size()));
  }

  private void refuse(String pointer, Refusal e) {
    String problem = pointer.isEmpty() ? e.problem() : pointer + ": " + e.problem();
    to.accept(new Unreadable(file, e.line(), problem));
  }

  private static ListHeader header(Function<String, @Nullable Node> fields) {
    return new ListHeader(
        text(fields.apply("apiVersion")), text(fields.apply("kind")), fields.apply("metadata"));
  }

  private static @Nullable String text(@Nullable Node node) {
    return node instanceof StringNode(var value, var line) ? value : null;
  }
}
