package dev.palisade.analysis.reachability;

import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.document.Node;
import dev.palisade.document.Node.StringNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every IPv4 address as the one of IPv6 that ends with it: `10.0.0.1` as `fd99::a00:1`.
final class OtherFamily {
  private static final long PREFIX = 0xfd99L << 48;
  private static final Cidr ALL_OF_IPV4 = new Cidr(IpAddress.v6(PREFIX, 0), 96);

  private OtherFamily() {}

  /// Leaves out what is IPv6, and lists that hold nothing else.
  static final TreeChange ONLY_IPV4 =
      new TreeChange() {
        @Override
        public List<Node> items(String field, List<Node> items) {
          return items.stream().filter(item -> !isIpv6(item)).toList();
        }
      };

  private static boolean isIpv6(Node item) {
    return item instanceof StringNode(var text, var line)
        ? text.contains("::")
        : (Trees.text(item, "ip")
                + Trees.text(item, "address")
                + Trees.text(item, "cidr")
                + Trees.text(item, "ipBlock", "cidr"))
            .contains("::");
  }

  static final TreeChange AS_IPV6 =
      new TreeChange() {
        @Override
        public Node value(String field, Node value) {
          return value instanceof StringNode(var text, var line) ? Node.text(mapped(text)) : value;
        }
      };

  private static String mapped(String text) {
    if (text.equals("IPv4")) {
      return "IPv6";
    }
    int slash = text.indexOf('/');
    IpAddress address =
        IpAddress.tryParse(slash < 0 ? text : text.substring(0, slash)).orElse(null);
    if (address == null) {
      return text;
    }
    String later = later(address).toString();
    return slash < 0 ? later : later + "/" + (96 + Integer.parseInt(text.substring(slash + 1)));
  }

  private static IpAddress later(IpAddress address) {
    return IpAddress.v6(PREFIX, address.low());
  }

  /// The IPv4 address that one of IPv6 was; null: it was none.
  static @Nullable IpAddress earlier(IpAddress address) {
    return address.family() == IpAddress.Family.V6 && ALL_OF_IPV4.contains(address)
        ? IpAddress.v4(address.low())
        : null;
  }
}
