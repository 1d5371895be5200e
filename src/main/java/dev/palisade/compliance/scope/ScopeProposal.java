package dev.palisade.compliance.scope;

import dev.palisade.analysis.inventory.Namespace;
import dev.palisade.analysis.inventory.Pod;
import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.policy.Direction;
import dev.palisade.analysis.policy.Peer;
import dev.palisade.analysis.policy.Policy;
import dev.palisade.analysis.policy.Rule;
import dev.palisade.analysis.reachability.Reachability;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.compliance.scope.Scope.Category;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A scope document to begin with: zones by what names, labels and reachability suggest, networks
/// that policies name, and the flows across the borders of zones in scope that are narrow enough to
/// be meant. Everything in it is a guess for people to confirm: no owner, no justification, no
/// approval is made up.
public final class ScopeProposal {
  private static final String HEAD =
      """
      # Proposed by palisade scope init, from names, labels and what the policies let through. Every line is a guess: read it, mend it,
      # and have it confirmed. Register entries still lack owner, justification and approvedBy, which nobody can derive.
      apiVersion: palisade.dev/v1
      kind: Scope
      """;

  private final Reachability reachability;

  private ScopeProposal(Reachability reachability) {
    this.reachability = reachability;
  }

  /// @param reachability of the cluster; what it tells apart need not be the proposal's networks
  /// @return YAML that [ScopeReader] takes
  public static String of(Reachability reachability) {
    return new ScopeProposal(reachability).text();
  }

  private String text() {
    SortedMap<String, Category> categories = new TreeMap<>();
    for (Namespace namespace : reachability.inventory().namespaces().values()) {
      categories.put(namespace.name(), ZoneGuess.of(namespace));
    }
    for (Pod pod : reachability.endpoints().podList()) {
      categories.computeIfAbsent(
          pod.namespace(), name -> ZoneGuess.of(new Namespace(name, Labels.EMPTY, null)));
    }
    boolean cardholder = categories.containsValue(Category.CARDHOLDER_DATA);
    SortedMap<String, String> networks = networks();
    String zones = zones(categories, new TreeMap<>());
    if (cardholder) {
      Scope draft = read(HEAD + zones);
      SortedMap<String, String> why = new TreeMap<>();
      for (ConnectedSystem system :
          ConnectedSystem.find(Zoning.of(draft, reachability), reachability)) {
        if (system.distance() == 1 && categories.get(system.namespace()) == Category.UNTRUSTED) {
          categories.put(system.namespace(), Category.CONNECTED);
          why.put(system.namespace(), system.path().getFirst());
        }
      }
      zones = zones(categories, why);
    }
    StringBuilder text = new StringBuilder(HEAD);
    if (!cardholder) {
      text.append(
          "# No namespace looks as if it held cardholder data. Give one the category cardholder-data, or say cardholderData: none.\n");
    }
    text.append(zones);
    if (!networks.isEmpty()) {
      text.append("# Addresses that policies name.\nnetworks:\n");
      networks.forEach(
          (name, cidr) ->
              text.append("  - {name: ")
                  .append(name)
                  .append(", cidrs: [\"")
                  .append(cidr)
                  .append("\"]}\n"));
    }
    Scope draft = read(text.toString());
    text.append(new RegisterProposal(Zoning.of(draft, reachability), reachability).text());
    text.append("cluster: {cni: auto}\n");
    read(text.toString());
    return text.toString();
  }

  private static String zones(SortedMap<String, Category> categories, Map<String, String> why) {
    StringBuilder text = new StringBuilder("zones:\n");
    boolean any = false;
    for (Category category :
        List.of(
            Category.CARDHOLDER_DATA, Category.CONNECTED, Category.UNTRUSTED, Category.SYSTEM)) {
      for (Map.Entry<String, Category> entry : categories.entrySet()) {
        if (entry.getValue() != category) {
          continue;
        }
        String name = entry.getKey();
        if (why.containsKey(name)) {
          text.append("  # ").append(why.get(name)).append('\n');
        }
        text.append("  - {name: ")
            .append(quoted(name))
            .append(", category: ")
            .append(category)
            .append(", namespaces: {names: [")
            .append(quoted(name))
            .append("]}}\n");
        any = true;
      }
    }
    return any ? text.toString() : "zones: []\n";
  }

  /// Address blocks of rules that are neither everything nor the cluster's own.
  private SortedMap<String, String> networks() {
    SortedSet<Cidr> blocks = new TreeSet<>();
    reachability.policies().policies().forEach(policy -> blocks(policy, blocks));
    SortedMap<String, String> named = new TreeMap<>();
    for (Cidr block : blocks) {
      IpSet addresses = IpSet.of(block);
      boolean own =
          reachability.endpoints().podList().stream()
              .anyMatch(pod -> pod.addresses().stream().anyMatch(addresses::contains));
      if (block.prefix() > 0 && !own) {
        String name = "net-" + block.toString().replaceAll("[^0-9a-f]+", "-");
        named.put(name, block.toString());
      }
    }
    return named;
  }

  private static void blocks(Policy policy, SortedSet<Cidr> found) {
    for (Direction direction : Direction.values()) {
      Policy.Rules rules = policy.rules(direction);
      if (rules != null) {
        for (Rule rule : rules.rules()) {
          rule.clauses().forEach(clause -> blocks(clause.peer(), found));
        }
      }
    }
  }

  private static void blocks(Peer peer, SortedSet<Cidr> found) {
    switch (peer) {
      case Peer.Addresses addresses -> {
        List<Cidr> cidrs = addresses.addresses().cidrs();
        if (cidrs.size() == 1) {
          found.add(cidrs.getFirst());
        }
      }
      case Peer.AnyOf any -> any.peers().forEach(part -> blocks(part, found));
      case Peer.AllOf all -> all.peers().forEach(part -> blocks(part, found));
      default -> {
        // no addresses
      }
    }
  }

  /// A name in flow style.
  static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9-]*")
            && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
        ? text
        : new String(CanonicalJson.bytes(Node.text(text)), StandardCharsets.UTF_8);
  }

  private static Scope read(String yaml) {
    try {
      return ScopeReader.read(
          "proposal", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
