package dev.palisade.store;

import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import dev.palisade.snapshot.journal.FieldWriter;
import dev.palisade.snapshot.journal.JournalEntry.LabelChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writers and labels of a journal entry as canonical JSON.
final class JournalText {
  private JournalText() {}

  static String writers(List<FieldWriter> writers) {
    return CanonicalJson.text(
        Node.array(
            writers.stream()
                .<Node>map(
                    w -> {
                      Map<String, Node> fields = new LinkedHashMap<>();
                      fields.put("manager", Node.text(w.manager()));
                      fields.put("operation", Node.text(w.operation()));
                      put(fields, "time", w.time());
                      return Node.object(fields);
                    })
                .toList()));
  }

  static List<FieldWriter> writers(String text) {
    return new Cursor("writers", "", JsonText.read("writers", text))
        .items().stream()
            .map(
                w ->
                    new FieldWriter(
                        w.get("manager").requiredText(),
                        w.get("operation").requiredText(),
                        w.get("time").text()))
            .toList();
  }

  static String labels(SortedMap<String, LabelChange> labels) {
    Map<String, Node> all = new LinkedHashMap<>();
    labels.forEach(
        (label, change) -> {
          Map<String, Node> fields = new LinkedHashMap<>();
          put(fields, "before", change.before());
          put(fields, "after", change.after());
          all.put(label, Node.object(fields));
        });
    return CanonicalJson.text(Node.object(all));
  }

  static SortedMap<String, LabelChange> labels(String text) {
    SortedMap<String, LabelChange> labels = new TreeMap<>();
    new Cursor("labels", "", JsonText.read("labels", text))
        .fields()
        .forEach(
            (label, change) ->
                labels.put(
                    label,
                    new LabelChange(change.get("before").text(), change.get("after").text())));
    return labels;
  }

  private static void put(Map<String, Node> fields, String key, @Nullable String value) {
    if (value != null) {
      fields.put(key, Node.text(value));
    }
  }
}
