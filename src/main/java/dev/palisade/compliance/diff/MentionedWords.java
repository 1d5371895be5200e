package dev.palisade.compliance.diff;

import dev.palisade.analysis.label.Labels;
import dev.palisade.analysis.traffic.AddressCuts;
import dev.palisade.analysis.traffic.Cidr;
import dev.palisade.analysis.traffic.IpAddress;
import dev.palisade.analysis.traffic.IpSet;
import dev.palisade.document.Node;
import dev.palisade.snapshot.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The words and addresses of all policies, and of what policies refer to, in either state. A label
/// whose key is none of these words decides on nothing, in no mixture of the two states; nor does a
/// difference of two addresses that no block tells apart. Errs to the side of too many words: what
/// only looks like a key counts as one.
final class MentionedWords {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9._/-]+");

  private final Set<String> words = new HashSet<>();
  private final List<IpSet> blocks = new ArrayList<>();
  private final AddressCuts cuts;

  private MentionedWords(Iterable<Manifest> manifests) {
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : manifests) {
      if (seen.add(manifest.ref().digest() + manifest.ref().identity())) {
        read(manifest.root());
      }
    }
    cuts = AddressCuts.of(blocks);
  }

  static MentionedWords of(Iterable<Manifest> manifests) {
    return new MentionedWords(manifests);
  }

  private void read(Node node) {
    switch (node) {
      case Node.ObjectNode object ->
          object
              .fields()
              .forEach(
                  (key, value) -> {
                    text(key);
                    read(value);
                  });
      case Node.ArrayNode array -> array.items().forEach(this::read);
      case Node.StringNode string -> text(string.value());
      case Node.NumberNode n -> {
        // no key of a label
      }
      case Node.BooleanNode b -> {
        // no key of a label
      }
      case Node.NullNode n -> {
        // no key of a label
      }
    }
  }

  private void text(String text) {
    if (!words.add(text)) {
      return;
    }
    Cidr.tryParse(text).ifPresent(cidr -> blocks.add(IpSet.of(cidr)));
    if (!text.contains("/")) {
      Cidr.tryParse(text + (text.contains(":") ? "/128" : "/32"))
          .ifPresent(cidr -> blocks.add(IpSet.of(cidr)));
    }
    for (String word : BETWEEN_WORDS.split(text)) {
      words.add(word);
      // keys stand behind prefixes: io.cilium.k8s.namespace.labels.team, pcns.team
      for (int dot = word.indexOf('.'); dot >= 0; dot = word.indexOf('.', dot + 1)) {
        words.add(word.substring(dot + 1));
      }
    }
  }

  /// The labels that may decide on something.
  SortedMap<String, String> among(Labels labels) {
    SortedMap<String, String> found = new TreeMap<>(labels.asMap());
    found.keySet().removeIf(key -> !words.contains(key));
    return found;
  }

  /// Equal for addresses that every block holds both of or neither.
  int place(IpAddress address) {
    return cuts.atomOf(address);
  }

  boolean hasWord(String word) {
    return words.contains(word);
  }
}
