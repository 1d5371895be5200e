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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A review campaign as PDF, in the look of the reports; with the canonical JSON inside. One that
/// is not signed off says so across every page.
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
                .all(printed, templates.logo()));
  }

  private void all(PrintedDocument printed, @Nullable Logo logo) {
    top(printed, logo);
    signatures();
    toDo();
    items();
    events();
  }

  private void top(PrintedDocument printed, @Nullable Logo logo) {
    Flow flow = pen.flow;
    flow.section();
    if (logo != null) {
      logo.draw(flow, pen.text("issuer.logo"));
    }
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
                pen.text(
                    "campaign.snapshots.value",
                    campaign.snapshots().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))))));
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
    Table table = pen.table(Table.RowHeader.FIRST_CELL, "person", 2, "when", 2, "statement", 5);
    for (Signature signature : campaign.signatures()) {
      table.row(pen.cells(signature.by(), Pen.time(signature.at()), signature.statement()));
    }
    table.end();
  }

  /// What people must not have to look for among all that stays as it is.
  private void toDo() {
    List<Item> items =
        campaign.items().stream()
            .filter(item -> item.verdict() != null && !item.verdict().equals("certify"))
            .toList();
    if (items.isEmpty()) {
      return;
    }
    pen.flow.heading(2, pen.text("campaign.todo"), "campaign.todo");
    pen.flow.paragraph(pen.text("campaign.todo.lead"), "note");
    Table table =
        pen.table(
            Table.RowHeader.FIRST_CELL, Table.Density.DENSE, "item", 4, "decision", 1, "why", 5);
    for (Item item : items) {
      table.row(
          List.of(
              List.of(pen.dense(item.name())),
              List.of(pen.denseBold(String.valueOf(item.verdict()))),
              List.of(pen.dense(item.decisions().getLast().comment()))));
    }
    table.end();
  }

  private void items() {
    Map<String, List<Item>> bySubject = new LinkedHashMap<>();
    campaign
        .items()
        .forEach(
            item -> bySubject.computeIfAbsent(item.subject(), s -> new ArrayList<>()).add(item));
    boolean first = true;
    for (Map.Entry<String, List<Item>> items : bySubject.entrySet()) {
      String title = "campaign.items." + items.getKey();
      pen.flow.heading(2, pen.text(title), title);
      if (first) {
        pen.flow.paragraph(pen.text("campaign.reading"), "note");
        first = false;
      }
      Table table =
          pen.table(
              Table.RowHeader.FIRST_CELL,
              Table.Density.DENSE,
              "item",
              2.5,
              "evidence",
              6,
              "decision",
              2);
      items
          .getValue()
          .forEach(
              item ->
                  table.cells(
                      List.of(name(item), new CampaignEvidence(pen, item).cell(), decision(item))));
      table.end();
    }
  }

  private Table.Cell name(Item item) {
    List<List<Run>> lines = new ArrayList<>();
    lines.add(List.of(pen.denseBold(item.name())));
    if (item.owner() != null) {
      lines.add(List.of(pen.denseMuted(pen.text("campaign.owner", item.owner()))));
    }
    if (item.reviewBy() != null) {
      lines.add(List.of(pen.denseMuted(pen.text("campaign.reviewBy", item.reviewBy()))));
    }
    lines.add(
        List.of(pen.denseMono(item.digest().substring(0, Math.min(16, item.digest().length())))));
    return new Table.Cell(lines);
  }

  private Table.Cell decision(Item item) {
    List<List<Run>> lines = new ArrayList<>();
    if (item.verdict() == null) {
      lines.add(
          List.of(
              pen.denseBold(
                  item.status().equals("gone")
                      ? item.status()
                      : pen.text("campaign.undecided") + " (" + item.status() + ")")));
    }
    for (Decision one : item.decisions()) {
      lines.add(List.of(pen.denseBold(one.verdict())));
      lines.add(List.of(pen.dense(pen.text("campaign.decided", one.by(), Pen.time(one.at())))));
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
