package dev.palisade.render.junit;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.Verdict;
import java.util.List;

/// The answer to a proposed change as JUnit XML: a case for each reason, one that passed when there
/// is none. What blocks is a failure; what a person must look at is an error, as nobody has said
/// yet that it is good.
public final class ReviewJunit {
  private static final String SUITE = "change-review";

  private ReviewJunit() {}

  public static String of(ChangeReview review) {
    List<Reason> reasons =
        review.reasons().isEmpty()
            ? List.of(new Reason(review.verdict(), "Nothing calls for a look."))
            : review.reasons();
    String tests = String.valueOf(reasons.size());
    String failures = count(reasons, Verdict.BLOCK);
    String errors = count(reasons, Verdict.REVIEW);
    XmlText xml = new XmlText();
    xml.open(
        "testsuites",
        "name",
        SUITE,
        "tests",
        tests,
        "failures",
        failures,
        "errors",
        errors,
        "skipped",
        "0",
        "time",
        "0");
    xml.open(
        "testsuite",
        "name",
        SUITE + " of " + review.comparison().before().cluster(),
        "tests",
        tests,
        "failures",
        failures,
        "errors",
        errors,
        "skipped",
        "0",
        "time",
        "0",
        "timestamp",
        review.comparison().before().takenAt().toString().substring(0, 19));
    for (Reason reason : reasons) {
      String[] attributes = {
        "name", reason.sentence(), "classname", "palisade." + SUITE, "time", "0"
      };
      switch (reason.calls()) {
        case ALLOW -> xml.empty("testcase", attributes);
        case BLOCK -> blemish("failure", reason, xml.open("testcase", attributes));
        case REVIEW -> blemish("error", reason, xml.open("testcase", attributes));
      }
    }
    return xml.close("testsuite").close("testsuites").toString();
  }

  private static void blemish(String element, Reason reason, XmlText xml) {
    xml.text(
            element,
            reason.sentence(),
            "message",
            reason.sentence(),
            "type",
            reason.calls().toString())
        .close("testcase");
  }

  private static String count(List<Reason> reasons, Verdict verdict) {
    return String.valueOf(reasons.stream().filter(r -> r.calls() == verdict).count());
  }
}
