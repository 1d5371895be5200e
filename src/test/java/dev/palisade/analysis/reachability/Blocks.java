package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Node;
import dev.palisade.document.Node.ArrayNode;
import dev.palisade.document.Node.ObjectNode;
import dev.palisade.document.Node.StringNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Address blocks of manifests, cut in two.
final class Blocks {
  private Blocks() {}

  /// An item that is a block, or holds one with its exceptions, as two; any other as it is.
  static List<Node> halves(Node item) {
    return switch (item) {
      case StringNode text -> {
        Cidr whole = cidr(text.value());
        yield whole == null
            ? List.of(item)
            : split(whole).stream().<Node>map(half -> Node.text(half.toString())).toList();
      }
      case ObjectNode(var fields, var line)
          when fields.get("ipBlock") instanceof ObjectNode(var block, var at) ->
          holders(block, true).stream().<Node>map(b -> Trees.object("ipBlock", b)).toList();
      case ObjectNode(var fields, var line) when fields.get("cidr") instanceof StringNode ->
          holders(fields, false);
      default -> List.of(item);
    };
  }

  /// @param smaller whether an exception must be smaller than the block
  private static List<Node> holders(Map<String, Node> holder, boolean smaller) {
    Cidr whole = cidr(Trees.text(Node.object(holder), "cidr"));
    if (whole == null) {
      return List.of(Node.object(holder));
    }
    List<Cidr> except =
        holder.get("except") instanceof ArrayNode(var items, var at)
            ? items.stream().map(i -> Cidr.parse(((StringNode) i).value())).toList()
            : List.of();
    if (smaller && split(whole).stream().anyMatch(except::contains)) {
      return List.of(Node.object(holder));
    }
    return split(whole).stream()
        .<Node>map(
            half -> {
              Map<String, Node> fields = new LinkedHashMap<>(holder);
              fields.put("cidr", Node.text(half.toString()));
              // an exception that is the whole block is each half's too
              fields.put(
                  "except",
                  Node.array(
                      except.stream()
                          .filter(e -> half.contains(e) || e.contains(half))
                          .map(e -> Node.text((e.contains(half) ? half : e).toString()))
                          .toList()));
              return Node.object(fields);
            })
        .toList();
  }

  /// @return null for what is no block, and for a single address
  private static @Nullable Cidr cidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || IpAddress.tryParse(text.substring(0, slash)).isEmpty()) {
      return null;
    }
    Cidr cidr = Cidr.parse(text);
    return cidr.first().equals(cidr.last()) ? null : cidr;
  }

  private static List<Cidr> split(Cidr whole) {
    Cidr lower = new Cidr(whole.first(), whole.prefix() + 1);
    return List.of(lower, new Cidr(lower.last().next(), whole.prefix() + 1));
  }
}
