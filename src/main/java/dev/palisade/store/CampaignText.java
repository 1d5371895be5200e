package dev.palisade.store;

import dev.palisade.compliance.review.campaign.Campaign;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A campaign as it was opened, as canonical JSON, without the events.
final class CampaignText {
  private static final String FORMAT = "palisade/stored-campaign/v1";

  private CampaignText() {}

  static String write(Campaign campaign) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("format", Node.text(FORMAT));
    said.put("id", Node.text(campaign.id().toString()));
    said.put("cluster", Node.text(campaign.cluster()));
    said.put("kind", Node.text(campaign.kind().name()));
    said.put("title", Node.text(campaign.title()));
    said.put("from", Node.text(campaign.from().toString()));
    said.put("until", Node.text(campaign.until().toString()));
    said.put("reviewers", texts(campaign.reviewers()));
    said.put("signers", texts(campaign.signers()));
    said.put("eyes", Node.number(campaign.fourEyes() ? 4 : 2));
    said.put("due", Node.text(campaign.due().toString()));
    said.put("openedBy", Node.text(campaign.openedBy()));
    said.put("openedAt", Node.text(campaign.openedAt().toString()));
    said.put("snapshot", Node.number(campaign.snapshot()));
    said.put("items", items(campaign.items()));
    return CanonicalJson.text(Node.object(said));
  }

  /// Without the events.
  ///
  /// @throws dev.palisade.document.MalformedDocument if it is not such a text
  static Campaign read(String name, String text) {
    Cursor said = new Cursor(name, "", JsonText.read(name, text));
    requireFormat(said, FORMAT);
    return new Campaign(
        UUID.fromString(said.get("id").requiredText()),
        said.get("cluster").requiredText(),
        Campaign.Kind.valueOf(said.get("kind").requiredText()),
        said.get("title").requiredText(),
        instant(said.get("from")),
        instant(said.get("until")),
        said.get("reviewers").texts(),
        said.get("signers").texts(),
        number(said.get("eyes")) == 4,
        instant(said.get("due")),
        said.get("openedBy").requiredText(),
        instant(said.get("openedAt")),
        number(said.get("snapshot")),
        items(said.get("items")),
        List.of());
  }

  static void requireFormat(Cursor said, String format) {
    if (!said.get("format").requiredText().equals(format)) {
      throw said.get("format").malformed("this version of Palisade reads " + format);
    }
  }

  static Instant instant(Cursor said) {
    return Instant.parse(said.requiredText());
  }

  static long number(Cursor said) {
    Long number = said.integer();
    if (number == null) {
      throw said.malformed("must be an integer");
    }
    return number;
  }

  static Node texts(List<String> texts) {
    return Node.array(texts.stream().map(Node::text).toList());
  }

  static Node items(List<ReviewItem> items) {
    return Node.array(items.stream().map(CampaignText::item).toList());
  }

  private static Node item(ReviewItem item) {
    Map<String, Node> said = new LinkedHashMap<>();
    said.put("subject", Node.text(item.subject().name()));
    said.put("name", Node.text(item.name()));
    said.put("digest", Node.text(item.digest()));
    said.put("allows", texts(item.allows()));
    said.put("usedBy", texts(item.usedBy()));
    if (item.owner() != null) {
      said.put("owner", Node.text(item.owner()));
    }
    if (item.reviewBy() != null) {
      said.put("reviewBy", Node.text(item.reviewBy().toString()));
    }
    said.put("changed", texts(item.changed()));
    said.put("findings", texts(item.findings()));
    said.put("suggestion", Node.text(item.suggestion().name()));
    said.put("because", Node.text(item.because()));
    return Node.object(said);
  }

  static List<ReviewItem> items(Cursor said) {
    return said.items().stream().map(CampaignText::item).toList();
  }

  private static ReviewItem item(Cursor said) {
    return new ReviewItem(
        Subject.valueOf(said.get("subject").requiredText()),
        said.get("name").requiredText(),
        said.get("digest").requiredText(),
        said.get("allows").texts(),
        said.get("usedBy").texts(),
        said.get("owner").text(),
        day(said.get("reviewBy").text()),
        said.get("changed").texts(),
        said.get("findings").texts(),
        Suggestion.valueOf(said.get("suggestion").requiredText()),
        said.get("because").text(""));
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}
