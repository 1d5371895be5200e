package dev.palisade.analysis.reachability;

import dev.palisade.snapshot.ResourceRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a flow is allowed or denied: a sentence, and the sentences that it rests on.
///
/// @param ref the object that the sentence is about; null: none in particular
/// @param pointer JSON pointer into that object; empty without one
public record Explanation(
    String sentence,
    @Nullable ResourceRef ref,
    String pointer,
    Verdict verdict,
    List<Explanation> children) {
  public Explanation {
    children = List.copyOf(children);
  }

  static Explanation of(String sentence, Verdict verdict, List<Explanation> children) {
    return new Explanation(sentence, null, "", verdict, children);
  }

  /// The tree as lines, two blanks of indent a level, each with the object and pointer that it is
  /// about.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text);
    return text.toString();
  }

  /// Appends the lines.
  public void write(StringBuilder text) {
    write(text, 0);
  }

  private void write(StringBuilder text, int depth) {
    text.repeat("  ", depth).append(sentence);
    if (ref != null) {
      text.append(" (").append(ref);
      if (!pointer.isEmpty()) {
        text.append(' ').append(pointer);
      }
      text.append(')');
    }
    text.append('\n');
    children.forEach(child -> child.write(text, depth + 1));
  }
}
