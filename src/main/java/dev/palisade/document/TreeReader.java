package dev.palisade.document;

import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import dev.palisade.document.Refusal.Reach;
import dev.palisade.document.Tokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds the tree of one object after another from tokens, within the limits.
///
/// Sizes are counted in characters of the source. An alias shares the node of its anchor and costs
/// no memory, but whoever walks the tree walks it as often as it is named, so what all aliases of
/// an object stand for, those within aliases included, is counted as if it were written out.
final class TreeReader {

  /// What an anchor names.
  ///
  /// @param size its characters, with those that aliases in it stand for
  private record Anchored(Node node, long size) {}

  private final Tokens tokens;
  private final ReadLimits limits;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private long start;
  private long expanded;

  TreeReader(Tokens tokens, ReadLimits limits) {
    this.tokens = tokens;
    this.limits = limits;
  }

  /// A new root begins at the token that was just read: anchors and sizes start afresh.
  void begin() {
    anchors.clear();
    start = tokens.start();
    expanded = 0;
  }

  /// The characters of the object so far, without items that were taken out of it.
  long size() {
    return tokens.end() - start;
  }

  /// An object of its own inside the current one, such as an item of a list: it has the limits for
  /// itself, and does not count for the object around it.
  ///
  /// @param from where the token before it ended: what separates items does not count either
  Node item(Token first, long from) {
    long outerStart = start;
    long outerExpanded = expanded;
    start = tokens.start();
    expanded = 0;
    try {
      return value(first, 1);
    } finally {
      start = outerStart + (tokens.end() - from);
      expanded = outerExpanded;
    }
  }

  /// What the tokens of a refused item take does not count for the object around it either.
  void skip(int toDepth) {
    long from = tokens.end();
    while (tokens.depth() > toDepth) {
      if (tokens.depth() > 10 * limits.nesting()
          || tokens.end() - from > 16 * limits.objectBytes()) {
        throw new Refusal(
            tokens.line(),
            Reach.REST,
            "gave up looking for the end of the object; the rest is lost");
      }
      try {
        tokens.next();
      } catch (Refusal e) {
        if (e.reach() == Reach.REST) {
          throw e;
        }
      }
    }
    start += tokens.end() - from;
  }

  /// The next token, which still belongs to the object.
  Token next() {
    Token token = tokens.next();
    if (tokens.endAtMost() - start > limits.objectBytes() && size() > limits.objectBytes()) {
      throw tooBig();
    }
    return token;
  }

  Refusal tooBig() {
    return new Refusal(
        tokens.line(),
        Reach.OBJECT,
        "the object is longer than " + limits.objectBytes() + " characters");
  }

  /// The value that begins with a token, at a depth from 1.
  Node value(Token first, int depth) {
    return switch (first) {
      case OBJECT -> object(depth);
      case ARRAY -> array(depth);
      case SCALAR -> {
        Node node = tokens.scalar();
        if (node instanceof StringNode string) {
          requireText(string.value());
        }
        String anchor = tokens.anchor();
        yield anchor == null ? node : anchored(anchor, node, tokens.start(), expanded);
      }
      case ALIAS -> alias(depth);
      case END, KEY, MERGE, FINISHED -> throw new IllegalStateException("no value: " + first);
    };
  }

  private void requireText(String text) {
    if (text.length() > limits.objectBytes()) {
      throw tooBig();
    }
    if (Surrogates.hasHalf(text)) {
      throw new Refusal(tokens.line(), Reach.OBJECT, "half a surrogate pair in a string");
    }
  }

  private Node object(int depth) {
    requireDepth(depth);
    int line = tokens.line();
    String anchor = tokens.anchor();
    long from = anchor == null ? 0 : tokens.start();
    long before = expanded;
    ObjectAssembly fields = new ObjectAssembly();
    for (Token token = next(); token != Token.END; token = next()) {
      field(token, fields, depth);
    }
    return anchored(anchor, fields.build(line), from, before);
  }

  /// Reads one field, or one merge, of an object that is open at a depth.
  void field(Token key, ObjectAssembly fields, int depth) {
    if (key == Token.MERGE) {
      int line = tokens.line();
      fields.merge(value(next(), depth + 1), line);
      return;
    }
    String name = tokens.text();
    requireText(name);
    if (!fields.isNew(name)) {
      throw new Refusal(
          tokens.line(), Reach.OBJECT, "the key " + CanonicalJson.quoted(name) + " stands twice");
    }
    fields.put(name, value(next(), depth + 1));
  }

  private Node array(int depth) {
    requireDepth(depth);
    int line = tokens.line();
    String anchor = tokens.anchor();
    long from = anchor == null ? 0 : tokens.start();
    long before = expanded;
    List<Node> items = new ArrayList<>();
    for (Token token = next(); token != Token.END; token = next()) {
      items.add(value(token, depth + 1));
    }
    return anchored(anchor, new ArrayNode(items, line), from, before);
  }

  private Node anchored(@Nullable String anchor, Node node, long from, long expandedBefore) {
    if (anchor != null) {
      anchors.put(anchor, new Anchored(node, tokens.end() - from + expanded - expandedBefore));
    }
    return node;
  }

  private Node alias(int depth) {
    // an anchor is known once its node is complete, so no node can hold itself
    Anchored anchored = anchors.get(tokens.text());
    if (anchored == null) {
      throw new Refusal(tokens.line(), Reach.OBJECT, "no anchor for the alias *" + tokens.text());
    }
    expanded += anchored.size();
    if (expanded > limits.aliasExpansionBytes()) {
      throw new Refusal(
          tokens.line(),
          Reach.OBJECT,
          "aliases stand for more than " + limits.aliasExpansionBytes() + " characters");
    }
    requireDepth(depth - 1 + height(anchored.node()));
    return anchored.node();
  }

  private static int height(Node node) {
    int below = 0;
    switch (node) {
      case ObjectNode(var fields, var line) -> {
        for (Node value : fields.values()) {
          below = Math.max(below, height(value));
        }
      }
      case ArrayNode(var items, var line) -> {
        for (Node item : items) {
          below = Math.max(below, height(item));
        }
      }
      default -> {
        return 0;
      }
    }
    return below + 1;
  }

  private void requireDepth(int depth) {
    if (depth > limits.nesting()) {
      throw new Refusal(
          tokens.line(), Reach.OBJECT, "nested deeper than " + limits.nesting() + " levels");
    }
  }
}
