package dev.palisade.render.markdown;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import java.util.Locale;

/// The answer to a proposed change as Markdown, for a comment on the change itself: the verdict,
/// its reasons, and what differs.
public final class ReviewMarkdown {
  private ReviewMarkdown() {}

  public static String of(ChangeReview review) {
    StringBuilder text = new StringBuilder();
    text.append("# Verdict: ")
        .append(review.verdict().toString().toUpperCase(Locale.ROOT))
        .append("\n\n");
    if (review.reasons().isEmpty()) {
      text.append("Nothing calls for a look.\n");
    }
    for (Reason reason : review.reasons()) {
      text.append("- **")
          .append(reason.calls())
          .append("**: ")
          .append(ComparisonMarkdown.cell(reason.sentence()))
          .append('\n');
    }
    return text.append('\n').append(ComparisonMarkdown.of(review.comparison())).toString();
  }
}
