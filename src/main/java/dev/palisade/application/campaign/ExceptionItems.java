package dev.palisade.application.campaign;

import dev.palisade.application.campaign.Judged.Found;
import dev.palisade.compliance.control.Finding;
import dev.palisade.compliance.exception.RiskException;
import dev.palisade.compliance.exception.RiskException.Excepted;
import dev.palisade.compliance.exception.RiskException.State;
import dev.palisade.compliance.review.campaign.ReviewItem;
import dev.palisade.compliance.review.campaign.ReviewItem.Subject;
import dev.palisade.compliance.review.campaign.ReviewItem.Suggestion;
import dev.palisade.document.Node;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every exception that is in force. One that nothing uses is to go.
final class ExceptionItems {
  private final Judged judged;

  ExceptionItems(Judged judged) {
    this.judged = judged;
  }

  List<ReviewItem> items() {
    Instant at = judged.examination().asOf();
    return judged.exceptions().stream()
        .filter(exception -> exception.stateAt(at) == State.APPROVED)
        .map(exception -> item(exception, at))
        .toList();
  }

  private ReviewItem item(RiskException exception, Instant at) {
    String id = exception.id().toString();
    String digest =
        RegisterItems.digest(
            Map.of("id", Node.text(id), "state", Node.text(exception.stateAt(at).name())));
    List<Found> used =
        judged.all(
            finding ->
                finding.status() == Finding.Status.EXCEPTED && id.equals(finding.exception()));
    List<String> allows = new ArrayList<>();
    for (Excepted one : exception.findings()) {
      String traffic = one.trafficText();
      allows.add(
          exception.check()
              + ": "
              + (one.fingerprint() == null
                  ? String.valueOf(one.selector())
                  : "finding " + one.fingerprint())
              + (traffic == null ? "" : " on " + traffic));
    }
    allows.add("reason: " + exception.reason());
    allows.add("compensating control: " + exception.compensatingControl());
    if (exception.ticket() != null) {
      allows.add("ticket: " + exception.ticket());
    }
    return new ReviewItem(
        Subject.EXCEPTION,
        id,
        digest,
        allows,
        used.stream().map(Found::text).distinct().toList(),
        exception.requestedBy(),
        exception.until().atOffset(ZoneOffset.UTC).toLocalDate(),
        judged.sincePrevious(Subject.EXCEPTION + " " + id, digest),
        List.of(),
        used.isEmpty() ? Suggestion.REMOVE : Suggestion.KEEP,
        used.isEmpty()
            ? "no finding uses it"
            : "findings use it; it ends by itself at " + exception.until());
  }
}
