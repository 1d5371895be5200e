package dev.palisade.store;

import static dev.palisade.store.CampaignText.instant;
import static dev.palisade.store.CampaignText.texts;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.CampaignEvent;
import dev.palisade.compliance.review.campaign.CampaignEvent.Cancelled;
import dev.palisade.compliance.review.campaign.CampaignEvent.Decided;
import dev.palisade.compliance.review.campaign.CampaignEvent.Reassigned;
import dev.palisade.compliance.review.campaign.CampaignEvent.Refreshed;
import dev.palisade.compliance.review.campaign.CampaignEvent.SignedOff;
import dev.palisade.compliance.review.campaign.CampaignEvent.Verdict;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// An event of a campaign as canonical JSON.
final class CampaignEventText {
  private static final String FORMAT = "palisade/stored-campaign-event/v1";

  private CampaignEventText() {}

  static String write(CampaignEvent event) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text(FORMAT));
    said.put("kind", Node.text(Campaign.nameOf(event)));
    said.put("at", Node.text(event.at().toString()));
    said.put("by", Node.text(event.by()));
    switch (event) {
      case Decided decided -> {
        said.put("items", texts(decided.items()));
        said.put("verdict", Node.text(decided.verdict().name()));
        said.put("comment", Node.text(decided.comment()));
      }
      case Reassigned reassigned -> {
        said.put("items", texts(reassigned.items()));
        said.put("to", Node.text(reassigned.to()));
        said.put("comment", Node.text(reassigned.comment()));
      }
      case Refreshed refreshed -> {
        said.put("snapshot", Node.number(refreshed.snapshot()));
        said.put("items", CampaignText.items(refreshed.items()));
      }
      case SignedOff signature -> said.put("statement", Node.text(signature.statement()));
      case Cancelled cancelled -> said.put("reason", Node.text(cancelled.reason()));
    }
    return CanonicalJson.text(Node.object(said));
  }

  /// @throws dev.palisade.document.MalformedDocument if it is not such a text
  static CampaignEvent read(String name, String text) {
    Cursor said = new Cursor(name, "", JsonText.read(name, text));
    CampaignText.requireFormat(said, FORMAT);
    Instant at = instant(said.get("at"));
    String by = said.get("by").requiredText();
    String kind = said.get("kind").requiredText();
    return switch (kind) {
      case "decided" ->
          new Decided(
              at,
              by,
              said.get("items").texts(),
              Verdict.valueOf(said.get("verdict").requiredText()),
              said.get("comment").text(""));
      case "reassigned" ->
          new Reassigned(
              at,
              by,
              said.get("items").texts(),
              said.get("to").requiredText(),
              said.get("comment").text(""));
      case "refreshed" ->
          new Refreshed(
              at,
              by,
              CampaignText.number(said.get("snapshot")),
              CampaignText.items(said.get("items")));
      case "signed-off" -> new SignedOff(at, by, said.get("statement").text(""));
      case "cancelled" -> new Cancelled(at, by, said.get("reason").text(""));
      default -> throw said.get("kind").malformed("no such event of a campaign: " + kind);
    };
  }
}
