package dev.palisade.render.pdf;

import dev.palisade.compliance.review.campaign.CampaignReport;
import dev.palisade.compliance.review.campaign.CampaignReport.Decision;
import dev.palisade.compliance.review.campaign.CampaignReport.Event;
import dev.palisade.compliance.review.campaign.CampaignReport.Item;
import dev.palisade.compliance.review.campaign.CampaignReport.Signature;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A review campaign as PDF, in the look of the reports; with the canonical JSON inside. One that is
/// not signed off says so across every page.
public final class CampaignPdf {
  private final Pen pen;
  private final CampaignReport campaign;

  private CampaignPdf(Pen pen, CampaignReport campaign) {
    this.pen = pen;
    this.campaign = campaign;
  }

  /// The same campaign, JSON and templates give the same bytes. Does not close the stream.
  public static void write(
      CampaignReport campaign, byte[] canonicalJson, Templates templates, OutputStream out) {
    Texts texts = templates.texts();
    String title = texts.get("campaign.title");
    Instant at =
        campaign.events().isEmpty() ? campaign.openedAt() : campaign.events().getLast().at();
    var printed =
        new PrintedDocument(
            new Metadata(
                title + ": " + campaign.title(),
                texts.get("issuer.name"),
                texts.get("language"),
                at,
                "campaign " + campaign.id() + " " + campaign.position()),
            title + " · " + campaign.cluster() + " · " + campaign.title(),
            "campaign-" + campaign.id() + ".json",
            texts.get("attachment.campaign"),
            canonicalJson,
            campaign.state().equals("signed-off") ? "" : texts.get("campaign.watermark"));
    printed.write(
        templates,
        out,
        flow ->
            new CampaignPdf(new Pen(flow, texts, Set.of(), target -> true), campaign)
                .all(printed));
  }

  private void all(PrintedDocument printed) {
    top(printed);
    signatures();
    items();
    events();
  }

  private void top(PrintedDocument printed) {
    Flow flow = pen.flow;
    flow.section();
    flow.paragraph(pen.text("issuer.name"), "issuer");
    flow.heading(1, pen.text("campaign.title"), null);
    flow.paragraph(pen.text("campaign.lead", campaign.title(), campaign.cluster()), "lead");
    long settled = campaign.count("decided") + campaign.count("gone");
    pen.facts(
        List.of(
            fact("kind", pen.text("campaign.kind." + campaign.kind())),
            fact(
                "period",
                pen.text(
                    "campaign.period.value",
                    Pen.time(campaign.from()),
                    Pen.time(campaign.until()))),
            fact("state", Pen.spaced(campaign.state())),
            fact(
                "counts",
                pen.text(
                    "campaign.counts.value",
                    campaign.items().size(),
                    campaign.count("certify"),
                    campaign.count("change"),
                    campaign.count("remove"),
                    campaign.count("gone"),
                    campaign.items().size() - settled)),
            fact("reviewers", String.join(", ", campaign.reviewers())),
            fact("signers", String.join(", ", campaign.signers())),
            fact("eyes", pen.text("campaign.eyes." + (campaign.fourEyes() ? "two" : "one"))),
            fact("due", Pen.time(campaign.due())),
            fact(
                "opened",
                pen.text(
                    "campaign.opened.value", campaign.openedBy(), Pen.time(campaign.openedAt()))),
            fact(
                "snapshots",
                String.join(", ", campaign.snapshots().stream().map(String::valueOf).toList()))));
    flow.paragraph(pen.text("campaign.attached", printed.attachment(), printed.digest()), "note");
  }

  private Pen.Fact fact(String name, String value) {
    return new Pen.Fact("fact.campaign." + name, List.of(pen.td(value)));
  }

  private void signatures() {
    pen.flow.heading(2, pen.text("campaign.signatures"), "campaign.signatures");
    if (campaign.signatures().isEmpty()) {
      pen.flow.paragraph(pen.text("campaign.signatures.none"), "body");
      return;
    }
    Table table =
        pen.table(Table.RowHeader.FIRST_CELL, "person", 2, "when", 2, "statement", 5);
    for (Signature signature : campaign.signatures()) {
      table.row(pen.cells(signature.by(), Pen.time(signature.at()), signature.statement()));
    }
    table.end();
  }

  private void items() {
    Map<String, List<Item>> bySubject = new LinkedHashMap<>();
    campaign
        .items()
        .forEach(
            item -> bySubject.computeIfAbsent(item.subject(), s -> new ArrayList<>()).add(item));
    bySubject.forEach(
        (subject, items) -> {
          pen.flow.heading(2, pen.text("campaign.items." + subject), "campaign.items." + subject);
          Table table =
              pen.table(
                  Table.RowHeader.FIRST_CELL,
                  Table.Density.DENSE,
                  "item",
                  2.2,
                  "evidence",
                  5.2,
                  "decision",
                  2.2);
          items.forEach(
              item -> table.cells(List.of(name(item), evidence(item), decision(item))));
          table.end();
        });
  }

  private Table.Cell name(Item item) {
    List<List<Run>> lines = new ArrayList<>();
    lines.add(List.of(pen.dense(item.name())));
    if (item.owner() != null) {
      lines.add(List.of(pen.dense(pen.text("campaign.owner", item.owner()))));
    }
    if (item.reviewBy() != null) {
      lines.add(List.of(pen.dense(pen.text("campaign.reviewBy", item.reviewBy()))));
    }
    lines.add(List.of(pen.denseMono(item.digest().substring(0, Math.min(16, item.digest().length())))));
    return new Table.Cell(lines);
  }

  private Table.Cell evidence(Item item) {
    List<List<Run>> lines = new ArrayList<>();
    item.allows().forEach(line -> lines.add(List.of(pen.dense(line))));
    if (!item.usedBy().isEmpty()) {
      lines.add(
          List.of(pen.dense(pen.text("campaign.usedBy", String.join("; ", item.usedBy())))));
    }
    item.changed()
        .forEach(line -> lines.add(List.of(pen.dense(pen.text("campaign.changed", line)))));
    item.findings()
        .forEach(line -> lines.add(List.of(pen.dense(pen.text("campaign.finding", line)))));
    lines.add(
        List.of(pen.dense(pen.text("campaign.suggested", item.suggestion(), item.because()))));
    return new Table.Cell(lines);
  }

  private Table.Cell decision(Item item) {
    List<List<Run>> lines = new ArrayList<>();
    if (item.verdict() == null) {
      lines.add(
          List.of(
              pen.dense(
                  item.status().equals("gone")
                      ? item.status()
                      : pen.text("campaign.undecided") + " (" + item.status() + ")")));
    }
    for (Decision one : item.decisions()) {
      lines.add(
          List.of(pen.dense(one.verdict() + ", " + one.by() + ", " + Pen.time(one.at()))));
      if (!one.comment().isBlank()) {
        lines.add(List.of(pen.dense(one.comment())));
      }
    }
    return new Table.Cell(lines);
  }

  private void events() {
    if (campaign.events().isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("campaign.events"), "campaign.events");
    Table table =
        pen.table(
            Table.RowHeader.NONE,
            Table.Density.DENSE,
            "when",
            2,
            "person",
            2,
            "what",
            1.4,
            "message",
            4.6);
    for (Event event : campaign.events()) {
      String items =
          event.items().isEmpty()
              ? ""
              : event.items().size() > 3
                  ? " (" + event.items().size() + ")"
                  : " (" + String.join(", ", event.items()) + ")";
      table.row(
          pen.denseCells(
              Pen.time(event.at()), event.by(), Pen.spaced(event.what()), event.detail() + items));
    }
    table.end();
  }
}
