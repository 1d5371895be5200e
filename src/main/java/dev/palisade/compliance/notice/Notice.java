package dev.palisade.compliance.notice;

import dev.palisade.document.Node;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something that happened, told in so many words that it can be sent away: whom it goes to is
/// nobody's business here.
///
/// Of `data`, what stands under these keys is used by every way of sending: `summary`, a sentence
/// for people; `path`, the page of this service on it, from `/` on.
///
/// @param type what happened, such as `palisade.report.issued`: the type of the CloudEvent
/// @param at when it happened
/// @param cluster name of the cluster concerned; null: the whole installation
/// @param subject what it happened to, within the type: a report's number
/// @param data more of it; holds no secret
public record Notice(
    String type, Instant at, @Nullable String cluster, String subject, Node.ObjectNode data) {
  public static final String CHECKPOINT_SIGNED = "palisade.checkpoint.signed";
  public static final String REPORT_ISSUED = "palisade.report.issued";
  public static final String FINDING_OPENED = "palisade.finding.opened";
  public static final String COLLECTION_MISSED = "palisade.collection.missed";
  public static final String CAMPAIGN_DUE = "palisade.campaign.due";
  public static final String CAMPAIGN_OVERDUE = "palisade.campaign.overdue";
  public static final String EXCEPTION_EXPIRING = "palisade.exception.expiring";

  /// Sent when somebody asks whether a target can be reached; never kept.
  public static final String TEST = "palisade.test";

  /// Key of `data` with a sentence for people.
  public static final String SUMMARY = "summary";

  /// Key of `data` with the path of a page of this service.
  public static final String PATH = "path";

  /// Key of `data` with a signed checkpoint, line by line as it is.
  public static final String NOTE = "note";

  private static final Pattern TYPE = Pattern.compile("palisade(\\.[a-z][a-z-]*){1,3}");

  public Notice {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("not the type of a notice: " + type);
    }
    if (subject.isEmpty()) {
      throw new IllegalArgumentException("a notice of type " + type + " without a subject");
    }
  }

  /// The text under a key of `data`; null when there is none.
  public @Nullable String text(String key) {
    return data.fields().get(key) instanceof Node.StringNode text ? text.value() : null;
  }
}
