package dev.palisade.render.pdf;

import dev.palisade.compliance.review.campaign.CampaignReport.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What stands beside an item of a campaign: what it says, what uses it, what changed, what was
/// found, and what is suggested. Findings of one check stand in one line, since one rule can have
/// hundreds; the attached JSON has each.
final class CampaignEvidence {
  private static final String BULLET = "\u2022 ";

  private final Pen pen;
  private final Item item;
  private final List<List<Run>> lines = new ArrayList<>();

  CampaignEvidence(Pen pen, Item item) {
    this.pen = pen;
    this.item = item;
  }

  Table.Cell cell() {
    list("allows", item.allows());
    if (!item.usedBy().isEmpty()) {
      line("usedBy", String.join("; ", item.usedBy()));
    }
    list("changed", item.changed());
    list("findings", findings());
    line("suggested", pen.text("campaign.suggested", item.suggestion(), item.because()));
    return new Table.Cell(lines);
  }

  private void list(String label, List<String> texts) {
    if (texts.size() == 1) {
      line(label, texts.getFirst());
    } else if (!texts.isEmpty()) {
      lines.add(List.of(label(label)));
      texts.forEach(text -> lines.add(List.of(pen.dense(BULLET + text))));
    }
  }

  private void line(String label, String text) {
    lines.add(List.of(label(label), pen.dense(text)));
  }

  private Run label(String name) {
    return pen.denseBold(pen.text("campaign.label." + name) + ": ");
  }

  /// A finding begins with the name of its check and a colon.
  private List<String> findings() {
    Map<String, List<String>> byCheck = new LinkedHashMap<>();
    for (String finding : item.findings()) {
      int end = finding.indexOf(": ");
      byCheck
          .computeIfAbsent(end < 0 ? "" : finding.substring(0, end), c -> new ArrayList<>())
          .add(end < 0 ? finding : finding.substring(end + 2));
    }
    List<String> texts = new ArrayList<>();
    byCheck.forEach(
        (check, found) -> {
          if (check.isEmpty()) {
            texts.addAll(found);
          } else if (found.size() == 1) {
            texts.add(pen.text("campaign.findings", check, found.getFirst()));
          } else {
            texts.add(pen.text("campaign.findings.some", check, found.size(), found.getFirst()));
          }
        });
    return texts;
  }
}
